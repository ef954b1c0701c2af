"""How fast a job goes: its phases drawn once, small differences between its servers. Pure."""

from dataclasses import dataclass
from random import Random

from muster.embedded.aws.drs.settings import Phases, Range, Timing


@dataclass(frozen=True)
class Pace:
    """Seconds that each phase takes for one server of a job."""

    wait: float
    cleanup: float
    snapshot: float
    volumes: float
    conversion: float
    hand_over: float
    launch: float
    refusal: float


def of_server(timing: Timing, job_id: str, number: int, operating_system: str) -> Pace:
    """The pace of the `number`-th server of a job.

    Servers of one job and one family of operating systems convert in step, as captured; only the
    end of their launches straggles. The job's id seeds the chance, so a run repeats exactly.
    """
    phases = timing.phases(operating_system)
    ours = _Chance(f"{job_id}/{'windows' if phases is timing.windows else 'linux'}")
    mine = _Chance(f"{job_id}/{number}")
    return Pace(
        wait=timing.to_snapshot + number * timing.stagger,
        cleanup=ours.within(timing.cleanup),
        **_phases(phases, ours, mine),
        refusal=ours.within(timing.refusal),
    )


def of_job(seconds: Range, job_id: str, phase: str) -> float:
    """Seconds that a phase of the job itself takes."""
    return _Chance(f"{job_id}/{phase}").within(seconds)


def _phases(phases: Phases, ours: "_Chance", mine: "_Chance") -> dict[str, float]:
    return {
        "snapshot": ours.within(phases.snapshot),
        "volumes": ours.within(phases.volumes),
        "conversion": ours.within(phases.conversion),
        "hand_over": ours.within(phases.hand_over),
        "launch": ours.within(phases.launch) + mine.within(phases.straggle),
    }


class _Chance:
    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - chance of a model, no secret

    def within(self, seconds: Range) -> float:
        return self._random.uniform(seconds.low, seconds.high)
