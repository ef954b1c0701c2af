"""An automation execution dies, as in a crash of SSM: nothing of it runs any more, no clean-up.

Exactly one of `after`, `call` and `operation` says when: so long after the execution (or its
`step`) began, at the n-th AWS call that it makes (in that step), or at its first call of an
operation. With `moment: after` the call still takes effect, and the execution dies before it
hears of it. `leaves` is the status that it shows from then on. Calls count only if the execution
has a role, for they are known by its session; those that DRS makes with its permissions are not
its own: the job goes on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.operations import operation
from muster.embedded.aws.forms import Field, choice, number, seconds, text
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.kit import Killed

_SESSION = re.compile(r":assumed-role/[^/]+/Automation-([0-9a-f-]{36})$")
_WAYS = ("after", "call", "operation")


@dataclass
class _Victim:
    """An execution that is to die; `armed` while its death may come."""

    armed: bool = False
    calls: int = 0


class Kill(Fault):
    """Kills executions of documents whose names begin with `document`."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._stage = stage
        self._when = occasions(values, stage.rng)
        self._victims: dict[str, _Victim] = {}

    def execution_started(self, execution_id: str, document: str) -> None:
        """Choose it, if its turn has come; with no step given, it is armed from here on."""
        if document.startswith(self._values["document"]) and self._when.strike():
            self._victims[execution_id] = _Victim()
            if "step" not in self._values:
                self._arm(execution_id)

    def step_started(self, execution_id: str, step: str) -> None:
        """With a step given, armed while the victim is in it."""
        if execution_id not in self._victims or "step" not in self._values:
            return
        if step == self._values["step"]:
            self._arm(execution_id)
        else:
            self._victims[execution_id].armed = False

    def before(self, entry: Entry) -> None:
        """Kill a victim at its call, unless the call is to take effect first."""
        if self._values.get("moment", "before") == "before":
            self._strike(entry)

    def after(self, entry: Entry) -> None:
        """Kill a victim when its call has taken effect."""
        if self._values.get("moment") == "after":
            self._strike(entry)

    def _arm(self, execution_id: str) -> None:
        self._victims[execution_id].armed = True
        if "after" in self._values:
            delay = float(self._values["after"])
            self._stage.clock.after(delay, lambda: self._kill(execution_id))

    def _strike(self, entry: Entry) -> None:
        session = _SESSION.search(entry.principal.arn)
        victim = self._victims.get(session[1]) if session is not None else None
        if session is None or victim is None or not victim.armed:
            return
        if self._stage.clock.running not in ("", session[1]):
            return  # DRS acts with its caller's permissions: a job outlives who asked for it
        victim.calls += 1
        wanted = self._values.get("operation")
        if entry.name == wanted if wanted else victim.calls == self._values.get("call"):
            self._kill(session[1])
            raise Killed

    def _kill(self, execution_id: str) -> None:
        if self._victims.pop(execution_id, None) is not None:
            self._stage.kill(execution_id, self._values.get("leaves", "Failed"))


def _disagreement(values: Mapping[str, Any]) -> str | None:
    given = [way for way in _WAYS if way in values]
    return None if len(given) == 1 else f"exactly one of {', '.join(_WAYS)} must say when"


KIND = Kind(
    says="An automation execution dies: nothing of it runs any more, no clean-up either.",
    example="kill: {document: muster-drill, step: Drive1, after: 90s}",
    fields={
        "document": Field(
            text(r"[\w.\-]{1,128}", "the beginning of a document name"),
            required=True,
            means="executions of documents whose names begin so",
        ),
        "step": Field(text(r"\w{1,128}", "the name of a step"), means="only while it is in it"),
        "after": Field(seconds, means="so long after the execution, or its `step`, began"),
        "call": Field(number(1, whole=True), means="at the n-th AWS call that it makes"),
        "operation": Field(operation, means="at its first call of this operation"),
        "moment": Field(
            choice("before", "after"),
            means="`before` the call (usual), or `after` it took effect",
        ),
        "leaves": Field(
            choice("Failed", "TimedOut", "Cancelled", "InProgress"),
            means="the status that it shows from then on; usually `Failed`",
        ),
        **OCCASION_FIELDS,
    },
    make=Kill,
    disagreement=_disagreement,
)
