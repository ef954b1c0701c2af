"""The simulation: the very documents of a plan, run in virtual time as fast as can be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muster.engine import states
from muster.engine.verdict import duration
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.conductor import Act, Conductor, OnFailure
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import Material
from muster.entrypoints.simulate.course import (
    Answer,
    Course,
    JobCourse,
    QuotaUse,
    ServerCourse,
    WaveCourse,
)
from muster.entrypoints.simulate.usage import jobs_of, quotas_of
from muster.entrypoints.simulate.waiting import Waiting
from muster.model.base import Mode
from muster.service.commands.start import StartRun, start
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import ServerView, WaveView

START = 1_767_225_600.0
"""When every simulation begins: 2026-01-01 00:00 UTC."""

LOOK = 10.0
"""Virtual seconds between two looks, usually."""


@dataclass(frozen=True)
class Wish:
    """What shall be simulated; the same wish on the same material has the same course.

    People look at the run every `look` seconds; nobody answers faster.
    """

    mode: Mode = Mode.DRILL
    on_failure: OnFailure = OnFailure.STOP
    seed: int = 0
    look: float = LOOK


def predict(
    material: Material,
    wish: Wish,
    tell: Callable[[Act], None] = lambda _: None,
    show: Callable[[RunView], None] = lambda _: None,
) -> Course:
    """Run the first plan of the material to its end, or until nobody answers any more.

    `tell` hears of what people did, `show` gets every look at the run.

    Raises `RefusedError` if the run cannot be started.
    """
    plan = material.plans[0]
    cast = cast_for(plan, wish.mode, material.people, material.inventory.account)
    with Installation(material, start=START, seed=wish.seed) as aws, aws.time.interruptible():
        aws.publish(cast.people)
        asked = StartRun(plan.plan, states.Mode(wish.mode), reason="simulation")
        run = start(aws.service(cast.requester), asked).run
        conductor = Conductor(aws, cast, run, on_failure=wish.on_failure, tell=tell)
        view, waiting = _play(conductor, wish.look, show)
        aws.world.faults.stop()  # they were for the run, not for who counts its jobs
        jobs = jobs_of(aws, view.requested_at)
        played = _Played(view, waiting, conductor.acts, jobs, quotas_of(aws, jobs))
    return _course(played, wish.seed, cast.stand_ins)


@dataclass(frozen=True)
class _Played:
    """What is known of a run when it has been played: as it stood at last, and what it took."""

    view: RunView
    waiting: Waiting
    acts: Sequence[Act]
    jobs: tuple[JobCourse, ...]
    quotas: tuple[QuotaUse, ...]


def _play(
    conductor: Conductor, seconds: float, show: Callable[[RunView], None]
) -> tuple[RunView, Waiting]:
    """The last view of the run, and what its waves waited for on the way."""
    waiting = Waiting()

    def look(view: RunView) -> None:
        waiting.look(view)
        show(view)

    return conductor.play(seconds, look), waiting


def _course(played: _Played, seed: int, stand_ins: tuple[str, ...]) -> Course:
    view = played.view
    return Course(
        plan=view.plan,
        mode=view.mode,
        seed=seed,
        state=view.state,
        verdict=view.verdict,
        stopped=_stopped(view),
        makespan=view.elapsed,
        rto=view.rto,
        rto_kept=view.is_over and (not view.rto or view.elapsed <= view.rto),
        achieved_rpo=view.achieved_rpo,
        rpo=view.rpo,
        waves=tuple(_wave(wave, view, played.waiting) for wave in view.waves),
        jobs=played.jobs,
        quotas=played.quotas,
        answers=tuple(_answer(act, view) for act in played.acts),
        stand_ins=stand_ins,
    )


def _stopped(view: RunView) -> str:
    if view.is_over:
        return ""
    waves = ", ".join(wave.wave for wave in view.asking)
    return f"nobody decides on {waves or 'the run'} after {duration(view.elapsed)}"


def _wave(wave: WaveView, view: RunView, waiting: Waiting) -> WaveCourse:
    start, end = _after(wave.started_at, view), _after(wave.ended_at, view)
    return WaveCourse(
        wave=wave.wave,
        state=wave.state,
        attempt=wave.attempt,
        start=start,
        end=end,
        duration=None if start is None or end is None else end - start,
        reason=wave.reason,
        waited=waiting.of(wave.wave),
        servers=tuple(_server(server, view) for server in wave.servers),
    )


def _server(server: ServerView, view: RunView) -> ServerCourse:
    return ServerCourse(
        server=server.server,
        name=server.name,
        state=server.state,
        start=_after(server.started_at, view),
        end=_after(server.ended_at, view),
        job=server.job,
        instance=server.instance,
        reason=server.reason,
    )


def _answer(act: Act, view: RunView) -> Answer:
    at, waited = act.at - view.requested_at, act.at - act.asked_at
    return Answer(at, waited, act.who, act.what, act.about, act.answer)


def _after(moment: int, view: RunView) -> int | None:
    return moment - view.requested_at if moment else None
