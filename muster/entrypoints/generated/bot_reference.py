"""The page of the Slack bot: every word and button, who may use it, every setting."""

from collections.abc import Iterable, Iterator
from typing import Final

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.authorisation import DEEDS, READ, RULES
from bot.buttons import PREFIX, Action
from bot.settings import BotSettings
from bot.words import ON_BUTTONS, RUN, WORDS, Word
from muster.engine.states import Mode
from muster.model.people import Role

_HEAD: Final = """\
# The Slack bot

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

One message a run, edited in place; details in its thread; a new message only when somebody is
needed, and at the end. What the verbs do to a run: [verbs](verbs.md).

## What can be typed

`RUN` is how a run's id begins; without it, the one run that is meant. Questions are answered to
whoever asked, and to nobody else; what is done is said to the channel. A word that is not known is
answered with the likeliest that is. What is approved is shown before, unless the run is named.
"""
_ROLES: Final = """
## Who may

A person needs one of the named roles; none includes another. A role under `roles` of the people
file is good for every plan, one under `plans` for that plan alone; of another plan it allows
nothing. Whoever is not in the people file, is a guest of the workspace or belongs to another one
may do nothing. At a gate the plan decides as well: only the people that it names, never more than
once, not who started the run where it says so, and not in the chat where it says `via: console`.
"""
_SETTINGS: Final = """
## Settings

What `bot/settings.py` reads; secrets are never printed.
"""


def text() -> str:
    """Return the page."""
    parts = [_HEAD, *_typed(), "\n## What can be pressed\n", *_pressed(), _ROLES, *_roles()]
    return "\n".join([*parts, _SETTINGS, *_settings(), ""])


def _typed() -> Iterator[str]:
    yield _row(["command", "what it does", "who may"])
    yield _row(["---"] * 3)
    for word in WORDS:
        yield _row([f"`/dr {word.typed}`", word.help, _who(word)])


def _pressed() -> Iterator[str]:
    yield _row(["button", "what it does", "who may"])
    yield _row(["---"] * 3)
    for word in ON_BUTTONS:
        yield _row([word.verb.capitalize(), word.help, _who(word)])
    pressed = {action.removeprefix(PREFIX) for action in Action}
    acts = [word for word in WORDS if word.verb in pressed and not word.asked]
    also = [word.verb.capitalize() for word in acts if word.takes == RUN]
    yield f"\nAlso, where they fit the state of the run: {', '.join(also)}."


def _who(word: Word) -> str:
    rule = RULES[word.verb]
    if rule is READ:
        return "any role"
    drill, recovery = (_named(rule.of(mode)) for mode in Mode)
    if drill == recovery:
        return drill
    parts = [f"{mode}: {who}" for mode, who in (("drill", drill), ("recovery", recovery)) if who]
    return "; ".join(parts)


def _named(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(roles))


def _roles() -> Iterator[str]:
    yield _row(["role", *Mode])
    yield _row(["---"] * 3)
    for role in Role:
        yield _row([f"`{role}`", *(_verbs(role, mode) for mode in Mode)])


def _verbs(role: Role, mode: Mode) -> str:
    able = [verb for verb in DEEDS if role in RULES[verb].of(mode)]
    return ", ".join(able) or "look"


def _settings() -> Iterator[str]:
    yield _row(["setting", "meaning", "default"])
    yield _row(["---"] * 3)
    for name, field in BotSettings.model_fields.items():
        yield _row([f"`{name}`", str(field.description), _default(field)])


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "must be given"
    return f"`{field.default}`" if field.default not in ("", ()) else "none"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
