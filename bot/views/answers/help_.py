"""`/dr help`."""

from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.texts import to_type
from bot.words import ON_BUTTONS, WORDS


def help_answer(command: str) -> Message:
    """What can be typed, and what can only be clicked."""
    typed = [f"{to_type(f'{command} {word.typed}')} {word.help}" for word in WORDS]
    *most, last = [word.verb.capitalize() for word in ON_BUTTONS]
    body = [
        header("What muster understands"),
        lines(typed),
        section(
            f"{', '.join(most)} and {last} are also buttons on the message that asks for them."
        ),
        context(
            "RUN is how a run's id begins; without it, the one run that is meant. Questions are"
            " answered to you alone; what is done is said to the channel. The same words"
            " work on the command line (`muster run …`) and in the Systems Manager console."
        ),
    ]
    return message(f"Type {command} and a word, such as {command} plans.", body)
