"""A server fails to launch."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.context import LaunchFailure
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import MODE, SERVER, is_meant, is_mode
from muster.embedded.aws.forms import Field, choice, text

USUAL_REASON = "InternalError: the instance could not be launched"


class FailedLaunch(Fault):
    """Fails launches with a reason that the job log shows."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)
        self._failure = LaunchFailure(
            values.get("at", "launch"), values.get("reason", USUAL_REASON)
        )

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> LaunchFailure | None:
        """The failure, if this launch is meant and its turn has come."""
        meant = is_meant(self._values, source_server_id) and is_mode(
            self._values, is_drill=is_drill
        )
        return self._failure if meant and self._when.strike() else None


KIND = Kind(
    says="A server fails to launch; its job goes on with the others.",
    example="launch-failure: {server: any, at: conversion, reason: no licence, times: 2}",
    fields={
        "server": SERVER,
        "at": Field(
            choice("conversion", "launch", "post-launch"),
            means="`conversion`, `launch` (usual), or `post-launch`: its instance runs already",
        ),
        "reason": Field(text(), means="the `rawError` of the job log"),
        "in": MODE,
        **OCCASION_FIELDS,
    },
    make=FailedLaunch,
)
