"""`/dr help`."""

from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.texts import to_type
from bot.words import ON_BUTTONS, WORDS


def help_answer(command: str) -> Message:
    """What can be typed, and what can only be clicked."""
    typed = [f"{to_type(f'{command} {word.typed}')} {word.help}" for word in WORDS]
    clicked = [f"*{word.verb.capitalize()}*: {word.help}" for word in ON_BUTTONS]
    body = [
        header("What muster understands"),
        lines(typed),
        section("*On the messages of a run*"),
        lines(clicked),
        context(
            "RUN is how a run's id begins; without it, the one run that is not over. The same words"
            " work on the command line (`muster run …`) and in the Systems Manager console."
        ),
    ]
    return message(f"Type {command} and a word, such as {command} plans.", body)
