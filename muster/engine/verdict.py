"""How a run ended, and what was measured."""

from collections.abc import Iterable, Sequence

from muster.engine.counts import counted
from muster.engine.items import Run, Server, Wave
from muster.engine.states import WAVE_DONE, RunState, WaveState


def final_state(run: Run, waves: Iterable[Wave]) -> RunState:
    """The state in which the run ends: truthful, whatever SSM made of its executions."""
    if run.state == RunState.CANCELLING:
        return RunState.CANCELLED
    if run.abort:
        return RunState.ABORTED
    done = all(wave.state in WAVE_DONE for wave in waves)
    return RunState.SUCCEEDED if done else RunState.FAILED


def summary(run: Run, waves: Sequence[Wave], now: int) -> str:
    """One sentence on how the run ended."""
    launched, total = sum(wave.launched for wave in waves), sum(wave.total for wave in waves)
    skipped = [wave.wave for wave in waves if wave.state == WaveState.SKIPPED]
    took = elapsed(run, now)
    parts = (
        f"{launched} of {counted(total, 'server')} launched in {duration(took)}",
        _against(run.rto, took),
        f"skipped: {', '.join(skipped)}" if skipped else "",
        run.abort,
    )
    return "; ".join(part for part in parts if part)


def _against(rto: int, took: int) -> str:
    return f"RTO {duration(rto)} {'kept' if took <= rto else 'missed'}" if rto else ""


def elapsed(run: Run, now: int) -> int:
    """Seconds since the run was asked for, approvals and held time included."""
    return max((run.ended_at or now) - run.requested_at, 0)


def recovery_point_age(run: Run, servers: Iterable[Server]) -> int:
    """The achieved RPO in seconds: the oldest recovery point used, seen from the run's start."""
    ages = [run.requested_at - int(s.point_in_time) for s in servers if s.point_in_time.isdigit()]
    return max([0, *ages])


def duration(seconds: int) -> str:
    """`1 h 02 m`, `8 m 53 s` or `41 s`."""
    if seconds >= 3600:  # noqa: PLR2004 - an hour
        return f"{seconds // 3600} h {seconds % 3600 // 60:02d} m"
    if seconds >= 60:  # noqa: PLR2004 - a minute
        return f"{seconds // 60} m {seconds % 60:02d} s"
    return f"{seconds} s"
