"""`/dr whoami`."""

from collections.abc import Iterator

from bot.authorisation import DEEDS, may
from bot.views.blocks import context, lines
from bot.views.message import Message, message
from bot.views.texts import code, plain, to_type
from muster.engine.states import Mode
from muster.model.people import Person


def whoami_answer(person: Person, team: str, user: str, command: str) -> Message:
    """Who somebody is here, and what they may do."""
    name, roles = plain(person.name or person.person), ", ".join(person.roles) or "no role"
    told = [
        f"You are *{name}* ({code(person.person)}): {roles}.",
        *able(person),
        f"Whoever has a role may look: {to_type(f'{command} help')}",
    ]
    return message(
        f"You are {name}: {roles}", [lines(told), context(f"Slack {code(f'{team}/{user}')}")]
    )


def able(person: Person) -> Iterator[str]:
    """What the roles of a person allow, a sentence a mode."""
    for mode in Mode:
        verbs = [verb for verb in DEEDS if may(person, verb, mode)]
        if verbs:
            yield f"In a {mode} you may: {', '.join(verbs)}."
