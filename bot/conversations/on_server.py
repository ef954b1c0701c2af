"""Adopt, relaunch: one source server of a run; what would be done to it is shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Callback, Input, OfServer
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_modal
from bot.conversations.naming import server_meant
from bot.reading import is_under_way, read_story, run_meant
from bot.replies import ModalReply, Reply
from bot.views.limits import REASON
from bot.views.modals.server import server_modal
from bot.views.story import Story
from bot.views.texts import in_one_line
from bot.words import Verb
from muster.engine.guards import Facts
from muster.service.acting.server_verbs import ServerWish, act_on_server, foresee
from muster.service.errors import RefusedError
from muster.service.reading.wave_view import ServerView


def register(app: App, bot: Bot) -> None:
    """Hear the modal."""
    on_modal(app, bot, Callback.SERVER, OfServer, _confirmed)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr relaunch [RUN] SERVER [INSTANCE]`, `/dr adopt [RUN] SERVER [REASON]`."""
    run, rest = run_meant(bot, words, is_under_way)
    allowed_run(bot, asked, verb, run)
    story = read_story(bot.service, bot.settings, run)
    server, rest = server_meant(story, rest)
    said = in_one_line(" ".join(rest))[:REASON]
    if not said:
        _ask(bot, asked, verb, story, server, reply)
        return
    more = {"instance": said} if verb is Verb.RELAUNCH else {"reason": said}
    wish = ServerWish(run, verb, server.server, asked.actor, asked.token, **more)
    _do(bot, reply, wish, typed_by=asked.name)


def _ask(  # noqa: PLR0917 - who asks what of which server, and the way back
    bot: Bot, asked: Asked, verb: Verb, story: Story, server: ServerView, reply: Reply
) -> None:
    wish = ServerWish(story.view.run, verb, server.server, asked.actor, asked.token)
    facts = _seen(bot, wish)
    foreseen = foresee(bot.acting, replace(wish, instance=facts.instance), facts)
    reply.acknowledge()
    bound = OfServer(
        run=story.view.run,
        epoch=story.run.epoch,
        verb=verb,
        server=server.server,
        instance=facts.instance,
        channel=asked.channel,
    )
    view = server_modal(story.what, server, foreseen, bound)
    bot.slack.views_open(trigger_id=asked.trigger, view=view)


def _confirmed(
    bot: Bot, asked: Asked, bound: OfServer, said: Mapping[str, str], reply: ModalReply
) -> None:
    verb = Verb(bound.verb)
    allowed_run(bot, asked, verb, bound.run)
    if verb is Verb.RELAUNCH and bound.instance and said.get(Input.NAME) != bound.instance:
        reply.correct(**{Input.NAME: f"This is not {bound.instance}. Nothing was done."})
        return
    wish = ServerWish(
        bound.run,
        verb,
        bound.server,
        asked.actor,
        asked.token,
        instance=bound.instance,
        reason=said.get(Input.REASON, ""),
    )
    _do(bot, reply, wish)


def _do(bot: Bot, reply: Reply, wish: ServerWish, *, typed_by: str = "") -> None:
    carry_out(
        bot,
        reply,
        lambda: act_on_server(bot.acting, wish, lambda: _seen(bot, wish)),
        typed_by=typed_by,
    )


def _seen(bot: Bot, wish: ServerWish) -> Facts:
    """What DRS says of the server; the bot sees DRS of its own account and Region only."""
    facts = bot.services.source_servers.facts(wish.server)
    if not facts.exists:
        raise RefusedError(
            f"DRS does not know {wish.server} in the account and Region where this bot looks",
            f"`muster run {wish.verb} {wish.run} {wish.server}`",
        )
    return facts
