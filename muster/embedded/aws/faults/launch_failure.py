"""A server fails to launch."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, Occasions, occasions
from muster.embedded.aws.forms import Field, choice, text

ANY_SERVER = "any"
USUAL_REASON = "InternalError: the instance could not be launched"

server = text(r"any|s-[0-9a-zA-Z]{17}", "a source server id (s- and 17 characters), or any")
"""Reads the server that a launch fault is about."""


class LaunchFailure(Fault):
    """Fails launches of one server, or of any, with a reason that the job log shows."""

    def __init__(self, values: Mapping[str, Any], when: Occasions) -> None:
        self._server = values["server"]
        self._reason = values.get("reason", USUAL_REASON)
        self._mode = values.get("in")
        self._when = when

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> str | None:
        """The reason, if this launch is meant and its turn has come."""
        mode = "drill" if is_drill else "recovery"
        meant = self._server in (ANY_SERVER, source_server_id) and self._mode in (None, mode)
        return self._reason if meant and self._when.strike() else None


def _make(values: Mapping[str, Any], stage: Stage) -> Fault:
    return LaunchFailure(values, occasions(values, stage.rng))


KIND = Kind(
    fields={
        "server": Field(server, required=True),
        "reason": Field(text()),
        "in": Field(choice("drill", "recovery")),
        **OCCASION_FIELDS,
    },
    make=_make,
)
