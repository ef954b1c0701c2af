"""A run whose servers come up one by one, and what its message says of them."""

from fakes.bot_team import shown
from fakes.muster_service import RUN

from bot.telling.messages import ROOT, message_key


def edits(team):
    """How often the run's message was edited so far."""
    return team.service.table.item(message_key(RUN, ROOT)).get("seq", 0)


def progress(team, launched):
    team.service.table.change((f"RUN#{RUN}", "WAVE#databases"), launched=launched)


def counted(team, launched):
    return f"databases · recovering · {launched}/2" in shown(team.root())
