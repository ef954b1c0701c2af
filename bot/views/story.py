"""Everything that is said about a run, as values: what views are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.views.texts import code, plain
from muster.engine.items import Gate, Run
from muster.engine.states import Mode
from muster.model.people import People, Person
from muster.service.reading.forecast import Forecast
from muster.service.reading.gate_view import GateView
from muster.service.reading.history import Row
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import WaveView

SHORT = 8
MODE_WORDS = {Mode.DRILL: "Drill", Mode.RECOVERY: "RECOVERY"}


@dataclass(frozen=True)
class Doors:
    """The other ways in, for whoever does not trust what Slack shows.

    `console` the host of the AWS console, empty: there is none; `command` the slash command;
    `tickets` the address of a ticket with `{ticket}` in it, empty: there is none.
    """

    console: str = "console.aws.amazon.com"
    command: str = "/dr"
    tickets: str = ""


@dataclass(frozen=True)
class Story:
    """A run as it stands, the items behind it, and who is who.

    `rows` are the newest of its record, oldest first; `forecast` None: nothing can be said;
    `plan_block`: whether Slack draws its newer blocks.
    """

    view: RunView
    run: Run
    gates: tuple[Gate, ...] = ()
    rows: tuple[Row, ...] = ()
    cleanup: Mapping[str, Any] = field(default_factory=dict)
    people: People | None = None
    doors: Doors = field(default_factory=Doors)
    forecast: Forecast | None = None
    plan_block: bool = True

    @property
    def what(self) -> str:
        """`Drill of payments`, in mrkdwn or plain text: names of plans are tame."""
        return f"{MODE_WORDS[Mode(self.view.mode)]} of {self.view.plan}"

    @property
    def short(self) -> str:
        """The beginning of the run's id, enough for people."""
        return self.view.run[:SHORT]

    def person(self, name: str) -> Person | None:
        """Whom the short name stands for."""
        return self.people.person(name) if self.people else None

    def called(self, name: str) -> str:
        """A person by full name, a principal by its last part; mrkdwn, nobody is notified."""
        return called(self.people, name)

    def gate_of(self, shown: GateView) -> Gate | None:
        """The item behind an open gate."""
        found = (g for g in self.gates if (g.gate, g.attempt) == (shown.gate, shown.attempt))
        return next(found, None)

    def wave(self, name: str) -> WaveView | None:
        """A wave by its name."""
        return next((wave for wave in self.view.waves if wave.wave == name), None)


def called(people: People | None, name: str) -> str:
    """A person by full name, a principal by its last part; mrkdwn, nobody is notified."""
    person = people.person(name) if people else None
    if person is not None:
        return plain(person.name or person.person)
    if name.startswith("arn:"):
        return code(name.rpartition("/")[2] or name)
    return plain(name) or "nobody known"
