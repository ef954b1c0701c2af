"""Override: who may let a launch destroy a live instance, and how; the chat itself may not.

Overrides are written by the break-glass role alone. A bot that could write them would be that role,
and everybody who may type to it.
"""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.conversations.acts import allowed_run
from bot.conversations.naming import has_server, server_meant
from bot.reading import is_under_way, read_story, run_meant
from bot.replies import Reply
from bot.views.answers.override import override_answer
from bot.words import Verb
from muster.engine.guards import Facts
from muster.engine.states import ServerState
from muster.service.errors import RefusedError
from muster.service.reading.wave_view import ServerView


def typed(bot: Bot, asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr override [RUN] SERVER`."""
    run, rest = run_meant(bot, words, is_under_way, has_server(bot))
    allowed_run(bot, asked, Verb.OVERRIDE, run)
    story = read_story(bot.service, bot.settings, run)
    server, _ = server_meant(story, rest)
    facts = bot.services.source_servers.facts(server.server)
    _check(server, facts)
    wave = next(w.wave for w in story.view.waves if server in w.servers)
    reply.say(override_answer(story, wave, server, facts.instance))


def _check(server: ServerView, facts: Facts) -> None:
    """Raise `RefusedError` if no guard stands in the way; of a spoke the bot sees nothing."""
    if server.state in (ServerState.LAUNCHED, ServerState.LAUNCHING):
        raise RefusedError(f"{server.name} is {server.state} in this run; nothing is in its way")
    if not facts.exists:
        return
    if not facts.instance:
        raise RefusedError(f"DRS names no recovery instance of {server.name}; no guard protects it")
    if facts.instance_is_drill:
        raise RefusedError(
            f"instance {facts.instance} of {server.name} is a drill's; a launch replaces it",
            "what this very run launched is destroyed by `relaunch`",
        )
