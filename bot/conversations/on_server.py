"""Adopt, relaunch: one source server of a run; what would be done to it is shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from slack_bolt import App

from bot.bot import Asked, Bot
from bot.buttons import Callback, Input, OfServer
from bot.conversations.acts import allowed_run, carry_out
from bot.conversations.listening import on_modal
from bot.conversations.naming import has_server, server_meant
from bot.reading import is_under_way, read_story, run_meant
from bot.replies import ModalReply, Reply
from bot.views.limits import REASON
from bot.views.modals.server import server_modal
from bot.views.story import Story
from bot.views.texts import in_one_line
from bot.words import Verb
from muster.service.acting.deed import Deed
from muster.service.acting.server_verbs import ServerWish, act_on_server, foresee, hand_over
from muster.service.reading.wave_view import ServerView


def register(app: App, bot: Bot) -> None:
    """Hear the modal."""
    on_modal(app, bot, Callback.SERVER, OfServer, _confirmed)


def typed(verb: Verb, bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr relaunch [RUN] SERVER [INSTANCE]`, `/dr adopt [RUN] SERVER [REASON]`."""
    run, rest = run_meant(bot, words, is_under_way, has_server(bot))
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
    facts = bot.services.source_servers.facts(server.server)
    if facts.exists:
        instance = facts.instance
        foreseen = foresee(bot.acting, replace(wish, instance=instance), facts)
    else:
        instance, foreseen = server.instance, _elsewhere(verb, server)
    reply.acknowledge()
    bound = OfServer(
        run=story.view.run,
        epoch=story.run.epoch,
        verb=verb,
        server=server.server,
        instance=instance,
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
    """Do it by what DRS says now; where the bot cannot ask DRS, the verb's document does."""
    facts = bot.services.source_servers.facts(wish.server)

    def act() -> Deed:
        if not facts.exists:
            return hand_over(bot.acting, wish)
        return act_on_server(bot.acting, wish, lambda: facts)

    carry_out(bot, reply, act, typed_by=typed_by)


def _elsewhere(verb: Verb, server: ServerView) -> str:
    """What is known before the verb's document looks, in an account or Region that is not here."""
    had = f"; this run launched {server.instance}" if server.instance else ""
    return (
        f"DRS of the bot's own account and Region does not know {server.name}{had}; the document"
        f" muster-{verb} looks where it is recovered, and does it or says why not"
    )
