"""Which runs of the list somebody wants to see."""

from dataclasses import dataclass

from muster.engine.states import RUN_TERMINAL, RunState
from muster.service.reading.runs import ListedRun, list_runs
from muster.service.service import Service

LOOKED_THROUGH = 60
"""So many of the newest runs of a plan, or of all plans, are looked through."""

OUTCOMES = {
    "succeeded": frozenset({RunState.SUCCEEDED}),
    "unsuccessful": RUN_TERMINAL - {RunState.SUCCEEDED},
    "active": frozenset(RunState) - RUN_TERMINAL,
}
"""What may be asked of how a run ended, and the states that count as that."""


@dataclass(frozen=True)
class RunFilter:
    """A plan, a mode, an outcome of `OUTCOMES`; empty: any."""

    plan: str = ""
    mode: str = ""
    outcome: str = ""

    def fits(self, run: ListedRun) -> bool:
        """Whether the run is one of those."""
        if self.mode and run.mode != self.mode:
            return False
        return not self.outcome or run.state in OUTCOMES[self.outcome]


def runs_that_fit(service: Service, wanted: RunFilter, most: int) -> tuple[ListedRun, ...]:
    """The newest runs of that kind, at most so many."""
    listed = list_runs(service, newest=LOOKED_THROUGH, plan=wanted.plan)
    return tuple(run for run in listed if wanted.fits(run))[:most]
