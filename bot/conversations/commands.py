"""The slash command: its first word picks the conversation."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import App

from bot.authorisation import READ, RULES, NotAllowedError
from bot.bot import Asked, Bot, of_command
from bot.heard import heard_command
from bot.replies import CommandReply, Reply, guarded
from bot.words import WORDS, Verb
from muster.model.suggestions import closest
from muster.service.errors import RefusedError

Typed = Callable[[Bot, Asked, Sequence[str], Reply], None]
LONGEST = 500
"""Characters of a command that are looked at."""


def register(app: App, bot: Bot, typed: Mapping[Verb, Typed]) -> None:
    """Hear the command."""

    def heard(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        reply = CommandReply(ack, respond)
        words = str(body.get("text") or "")[:LONGEST].split() or [Verb.HELP]

        def answer() -> None:
            asked = of_command(bot, body)
            verb = verb_meant(words[0], bot.settings.command)
            _check_roles(asked, verb)
            typed[verb](bot, asked, words[1:], reply)

        guarded(bot, reply, answer, heard_command(body))

    app.command(bot.settings.command)(heard)


def verb_meant(word: str, command: str) -> Verb:
    """The verb that was typed. Raises `RefusedError` with the likeliest for any other word."""
    known = [entry.verb for entry in WORDS]
    if word.lower() in known:
        return Verb(word.lower())
    best = closest(word, known)
    hint = f"did you mean `{command} {best}`?" if best else f"all words: `{command} help`"
    raise RefusedError(f"I do not know the word {word[:40]}", hint)


def _check_roles(asked: Asked, verb: Verb) -> None:
    """Questions are answered to whoever has one of the roles that may read."""
    rule = RULES[verb]
    if rule is READ and not asked.person.every_role & rule.drill:
        raise NotAllowedError(f"you may not ask for {verb}")
