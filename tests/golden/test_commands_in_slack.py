"""Command lines that a message of the bot shows are ones that the command line takes."""

import re
import shlex
from pathlib import Path

import click
import pytest

from muster.entrypoints.cli.root import root

MESSAGES = sorted(Path(__file__).parent.joinpath("slack").glob("*.json"))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda path: path.stem)
def test_every_command_that_a_message_shows_exists_with_its_options(message):
    for line in re.findall(r"`(muster [^`…]+)`", message.read_text(encoding="utf-8")):
        command, words = _command(shlex.split(line)[1:])
        options = {option for one in command.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def _command(words):
    command, context = root, click.Context(root)
    while isinstance(command, click.Group):
        command, words = command.get_command(context, words[0]), words[1:]
        assert command is not None, words
    return command, words
