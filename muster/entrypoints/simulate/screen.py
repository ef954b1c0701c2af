"""The predicted course on a screen. Pure."""

from collections.abc import Iterable, Iterator

from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line, columns
from muster.entrypoints.cli.run.colours import colour_of
from muster.entrypoints.simulate.course import Answer, Course, JobCourse, ServerCourse, WaveCourse

WAVES = ("WAVE", "START", "END", "DURATION", "RESULT", "WAITED FOR")
JOBS = ("DRS JOB", "START", "END", "SERVERS", "LAUNCHED")
QUOTAS = ("QUOTA", "PEAK", "ALLOWED")


def course_screen(course: Course) -> list[Line]:
    """The whole screen."""
    return [
        *_head(course),
        Line(""),
        *_waves(course.waves),
        Line(""),
        *_table(JOBS, [_job(job) for job in course.jobs]),
        Line(""),
        *_table(QUOTAS, [(use.quota, str(use.peak), str(use.allowed)) for use in course.quotas]),
        *_answers(course.answers),
    ]


def clock(seconds: int | None) -> str:
    """`0:09:04` after the run was asked for; nothing if it never came so far."""
    if seconds is None:
        return ""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def _head(course: Course) -> Iterator[Line]:
    title = (
        f"{course.mode} of {course.plan}, predicted: {course.state}, {duration(course.makespan)}"
    )
    goal = f" of RTO {duration(course.rto)}" if course.rto else ""
    yield Line(title + goal, f"bold {colour_of(course.state)}".strip())
    if course.verdict:
        yield Line(course.verdict)
    if course.stopped:
        yield Line(f"stopped: {course.stopped}", "yellow")
    if course.stand_ins:
        yield Line(f"nobody is named who may approve; made up: {', '.join(course.stand_ins)}")


def _waves(waves: Iterable[WaveCourse]) -> Iterator[Line]:
    rows: list[tuple[str, ...]] = []
    styles: list[str] = []
    for wave in waves:
        rows += [_wave(wave), *map(_server, wave.servers)]
        styles += [colour_of(wave.state), *([""] * len(wave.servers))]
    head, *lines = columns([WAVES, *rows])
    yield Line(head, "bold")
    yield from map(Line, lines, styles)


def _wave(wave: WaveCourse) -> tuple[str, ...]:
    took = "" if wave.duration is None else duration(wave.duration)
    waited = "; ".join(f"{each.what} {duration(each.seconds)}" for each in wave.waited)
    attempt = f" (attempt {wave.attempt})" if wave.attempt > 1 else ""
    return wave.wave, clock(wave.start), clock(wave.end), took, wave.state + attempt, waited


def _server(server: ServerCourse) -> tuple[str, ...]:
    took = "" if server.start is None or server.end is None else server.end - server.start
    return (
        f"  {server.name} {server.server}",
        clock(server.start),
        clock(server.end),
        duration(took) if isinstance(took, int) else "",
        server.state,
        server.reason,
    )


def _job(job: JobCourse) -> tuple[str, ...]:
    return job.job, clock(job.start), clock(job.end), str(len(job.servers)), str(job.launched)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[Line]:
    first, *rest = columns([head, *rows])
    yield Line(first, "bold")
    yield from map(Line, rest)


def _answers(answers: Iterable[Answer]) -> Iterator[Line]:
    for number, each in enumerate(answers):
        if number == 0:
            yield Line("")
            yield Line("ANSWERED AS SOON AS ASKED", "bold")
        about = f" {each.about}" if each.about else ""
        after = f" after {duration(each.waited)}"
        yield Line(f"{clock(each.at)}  {each.who}: {each.what}{about}{after}: {each.answer}")
