"""The boards: messages that follow all runs under way, kept true like those of a run.

One is posted by itself in the bot's own channel while two or more runs are under way, or anywhere
by `/dr board`. It ends, for good, when no run is under way any more.
"""

from collections.abc import Callable, Mapping

from bot.reading import read_story, runs_under_way
from bot.settings import BotSettings
from bot.telling.keeping import Keeper
from bot.telling.kept import Kept
from bot.telling.messages import Posted, read_posted
from bot.telling.sheets import Sheet
from bot.views.board import board_message
from bot.views.message import Message
from muster.service.service import Service

BOARD = "board"
"""What stands for a run where the messages of boards are noted."""

OWN, ASKED = "BOARD#OWN#", "BOARD#ASKED#"
GAP = 10.0
"""Seconds between two looks at all runs."""

ENOUGH = 2
"""From so many runs on a board is posted without anybody asking."""


class Boards:
    """Keeps the boards; `wall` in seconds of the real clock."""

    def __init__(
        self, service: Service, settings: BotSettings, keeper: Keeper, wall: Callable[[], float]
    ) -> None:
        self._service = service
        self._settings = settings
        self._keeper = keeper
        self._wall = wall
        self._looked = 0.0
        self._lives = False

    def open(self, channel: str, name: str) -> str:
        """Post a board in this channel; it is kept true from now on.

        Gives the channel that took it; empty: Slack did not take it yet.
        """
        mine = f"{ASKED}{name}"
        self._bring({mine: Posted(channel=channel)})
        posted = read_posted(self._service.table, BOARD).get(mine, Posted())
        return posted.channel if posted.ts else ""

    def refresh(self) -> None:
        """Bring the boards up to date at once, as far as Slack's limits allow."""
        if self._lives:
            self._bring({})

    def look(self) -> float | None:
        """Bring the boards up to date if it is time; seconds until it is, None: there are none."""
        left = self._looked + GAP - self._wall()
        if left > 0:
            return left if self._lives else None
        return self._bring({})

    def _bring(self, new: Mapping[str, Posted]) -> float | None:
        self._looked = self._wall()
        posted = read_posted(self._service.table, BOARD)
        live = {name: one for name, one in posted.items() if not one.closed}
        active = runs_under_way(self._service)
        self._lives = bool(live or new or len(active) >= ENOUGH)
        if not self._lives:
            return None
        own = any(name.startswith(OWN) for name in live)
        names = [*live, *new, *([] if own or len(active) < ENOUGH else [_own(posted)])]
        stories = [read_story(self._service, self._settings, run) for run in active]
        message = board_message(stories, self._service.clock.now())
        waits = [self._keep(name, {**new, **live}.get(name), message, active) for name in names]
        return max([GAP, *(kept.pause for kept in waits)])

    def _keep(self, name: str, known: Posted | None, message: Message, active: list[str]) -> Kept:
        sheet = Sheet(name, message, last=not active, fresh=bool(active))
        channel = known.channel if known else self._settings.channel
        is_noted = known is not None and bool(known.ts or known.claim)
        return self._keeper.keep(BOARD, sheet, known if is_noted else None, channel)


def _own(posted: Mapping[str, Posted]) -> str:
    """The name of the next board of the bot's own channel: they are counted, ended ones too."""
    return f"{OWN}{sum(name.startswith(OWN) for name in posted):04d}"
