"""What the composer of the page completes: the bot's own words, each with its help. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.words import PLAN, WORDS, Word

COMMAND = "/dr"


def completion(plans: Sequence[str]) -> list[dict[str, Any]]:
    """The table that `EmbeddedSlack.set_commands` takes."""
    verbs = [_verb(word, plans) for word in WORDS]
    return [{"command": COMMAND, "help": "disaster recovery: drills, recoveries", "verbs": verbs}]


def _verb(word: Word, plans: Sequence[str]) -> dict[str, Any]:
    values = list(plans) if word.takes == PLAN else []
    return {"verb": str(word.verb), "usage": word.usage, "help": word.help, "values": values}
