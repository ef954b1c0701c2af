"""The predicted course of a run as values. All moments are seconds after the run was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waited:
    """What a wave stood waiting for, as people see it, and how many seconds in all."""

    what: str
    seconds: int


@dataclass(frozen=True)
class ServerCourse:
    """One source server; `start` and `end` None: it never came so far."""

    server: str
    name: str
    state: str
    start: int | None
    end: int | None
    job: str
    instance: str
    reason: str


@dataclass(frozen=True)
class WaveCourse:
    """One wave; `start` is that of the first of its `attempt` attempts, `end` of the last."""

    wave: str
    state: str
    attempt: int
    start: int | None
    end: int | None
    duration: int | None
    reason: str
    waited: tuple[Waited, ...]
    servers: tuple[ServerCourse, ...]


@dataclass(frozen=True)
class JobCourse:
    """One DRS job; `launched` of `servers` were launched by it."""

    job: str
    start: int
    end: int | None
    servers: tuple[str, ...]
    launched: int


@dataclass(frozen=True)
class QuotaUse:
    """The most that was in use at one moment, and what AWS allows an account in a Region."""

    quota: str
    peak: int
    allowed: int


@dataclass(frozen=True)
class Answer:
    """What somebody did when the run asked, `waited` seconds after it asked."""

    at: int
    waited: int
    who: str
    what: str
    about: str
    answer: str


@dataclass(frozen=True)
class Course:
    """How a run would go; `makespan`, `rto` and `rpo` in seconds, 0: none.

    `stopped` says why the simulation ended before the run did, `stand_ins` who was made up.
    """

    plan: str
    mode: str
    seed: int
    state: str
    verdict: str
    stopped: str
    makespan: int
    rto: int
    rto_kept: bool
    achieved_rpo: int
    rpo: int
    waves: tuple[WaveCourse, ...]
    jobs: tuple[JobCourse, ...]
    quotas: tuple[QuotaUse, ...]
    answers: tuple[Answer, ...]
    stand_ins: tuple[str, ...]
