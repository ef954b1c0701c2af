"""What whoever broke the glass has to type, elsewhere."""

from bot.views.blocks import section
from bot.views.message import Message, message
from bot.views.story import SHORT, Story
from bot.views.texts import code, plain, to_type
from muster.service.reading.wave_view import ServerView


def override_answer(story: Story, wave: str, server: ServerView, instance: str) -> Message:
    """The command, what follows from it, and why it cannot be typed here; no instance: unseen."""
    run = story.view.run[:SHORT]
    named = instance or "INSTANCE"
    command = (
        f"muster run override {run} {server.server} --destroy {named} --reason WHY"
        " --profile break-glass"
    )
    what = f"the live instance {code(instance)}" if instance else "the instance that is named"
    text = (
        "An override is not given in a chat: the break-glass role alone may write one."
        f" Whoever has its credentials types:\n{to_type(command)}\n"
        f"For an hour a launch of {code(server.name or server.server)} may destroy {what}."
        f" Then retry wave {plain(wave)}. It is on record, and announced when it takes effect."
    )
    return message("An override is given by the break-glass role, not here.", [section(text)])
