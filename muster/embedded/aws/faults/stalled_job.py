"""A job of DRS stands still, for a while or for ever."""

from collections.abc import Collection, Mapping
from typing import Any

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.context import JobStage
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.moments import FOR
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import SERVER, is_meant
from muster.embedded.aws.forms import Field, choice

JOBS: Mapping[str, str] = {
    "launch": "LAUNCH",
    "terminate": "TERMINATE",
    "staging": "CREATE_CONVERTED_SNAPSHOT",
}
"""The type of DRS (API_Job) by its name in a script."""
STAGES_OF: Mapping[str, tuple[str, ...]] = {
    "terminate": ("start", "end"),
    "staging": ("start", "conversion", "end"),
}
"""Where a job may stand still, if not anywhere."""


class StalledJob(Fault):
    """Halts jobs at one stage."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)
        self._place = (values.get("at", "conversion"), JOBS[values.get("job", "launch")])

    def standstill(
        self, stage: JobStage, job_type: str, source_server_ids: Collection[str]
    ) -> float:
        """How long, if this job is meant and its turn has come."""
        meant = (stage, job_type) == self._place and any(
            is_meant(self._values, server_id) for server_id in source_server_ids
        )
        return float(self._values.get("for", FOREVER)) if meant and self._when.strike() else 0.0


def _disagreement(values: Mapping[str, Any]) -> str | None:
    job = values.get("job", "launch")
    stages = STAGES_OF.get(job)
    wrong = stages is not None and values.get("at", "conversion") not in stages
    return f"a {job} job can stand still at: {', '.join(stages or ())} only" if wrong else None


KIND = Kind(
    says="A job stands still: at its start (PENDING), with one of its servers, or at its end.",
    example="stalled-job: {server: any, at: launch, for: 2h}",
    fields={
        "server": SERVER,
        "at": Field(
            choice("start", "conversion", "launch", "end"),
            means="`start` and `end` (of the whole job), `conversion` (usual) and `launch`"
            " (of the server)",
        ),
        "job": Field(
            choice(*JOBS),
            means="jobs of this type; usually `launch`; `staging`: conversions of extended source"
            " servers in their staging account",
        ),
        "for": FOR,
        **OCCASION_FIELDS,
    },
    make=StalledJob,
    disagreement=_disagreement,
)
