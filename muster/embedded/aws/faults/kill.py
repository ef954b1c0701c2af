"""An automation execution dies, as in a crash of SSM: nothing of it runs any more, no clean-up.

Exactly one of `after`, `call` and `operation` says when: so long after the execution (or its
`step`) began, at the n-th AWS call that it makes (in that step), or at its first call of an
operation. With `moment: after` the call still takes effect, and the execution dies before it
hears of it. `leaves` is the status that it shows from then on. Calls count only if the execution
has a role, for they are known by its session.
"""

import re
from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field, choice, number, seconds, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import Killed

_SESSION = re.compile(r":assumed-role/[^/]+/Automation-([0-9a-f-]{36})$")
_WAYS = ("after", "call", "operation")


class Kill(Fault):
    """Kills the `nth` execution of a document whose name begins with `document`, once."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage
        self._started = 0
        self._victim: str | None = None
        self._armed = False
        self._calls = 0

    def execution_started(self, execution_id: str, document: str) -> None:
        """Choose the victim; with no step given, it is armed from here on."""
        if not document.startswith(self._values["document"]):
            return
        self._started += 1
        if self._started == self._values.get("nth", 1):
            self._victim = execution_id
            if "step" not in self._values:
                self._arm()

    def step_started(self, execution_id: str, step: str) -> None:
        """With a step given, armed while the victim is in it."""
        if execution_id == self._victim and "step" in self._values:
            if step == self._values["step"]:
                self._arm()
            else:
                self._armed = False

    def before(self, entry: Entry) -> None:
        """Kill the victim at its call, unless the call is to take effect first."""
        if self._values.get("moment", "before") == "before" and self._is_it(entry):
            self._strike()

    def after(self, entry: Entry) -> None:
        """Kill the victim when its call has taken effect."""
        if self._values.get("moment") == "after" and self._is_it(entry):
            self._strike()

    def _arm(self) -> None:
        self._armed = True
        if "after" in self._values:
            self._stage.clock.after(float(self._values["after"]), self._kill)

    def _is_it(self, entry: Entry) -> bool:
        session = _SESSION.search(entry.principal.arn)
        if not self._armed or session is None or session[1] != self._victim:
            return False
        self._calls += 1
        wanted = self._values.get("operation")
        return entry.name == wanted if wanted else self._calls == self._values.get("call")

    def _strike(self) -> None:
        self._kill()
        raise Killed

    def _kill(self) -> None:
        victim, self._victim = self._victim, None
        if victim is not None:
            self._stage.kill(victim, self._values.get("leaves", "Failed"))


def _disagreement(values: Mapping[str, Any]) -> str | None:
    given = [way for way in _WAYS if way in values]
    return None if len(given) == 1 else f"exactly one of {', '.join(_WAYS)} must say when"


KIND = Kind(
    fields={
        "document": Field(
            text(r"[\w.\-]{1,128}", "the beginning of a document name"), required=True
        ),
        "step": Field(text(r"\w{1,128}", "the name of a step")),
        "nth": Field(number(1, whole=True)),
        "after": Field(seconds),
        "call": Field(number(1, whole=True)),
        "operation": Field(operation),
        "leaves": Field(choice("Failed", "TimedOut", "Cancelled", "InProgress")),
        "moment": Field(choice("before", "after")),
    },
    make=Kill,
    disagreement=_disagreement,
)
