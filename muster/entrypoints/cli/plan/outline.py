"""A plan as text for a terminal: waves in order, a line for each thing that they do."""

from collections.abc import Iterable, Iterator

from muster.engine.counts import counted
from muster.model.approval import Approval
from muster.model.base import Mode
from muster.model.durations import format_duration
from muster.model.groups import ProtectionGroup
from muster.model.hooks import Hook
from muster.model.plan import RecoveryPlan
from muster.model.waves import Wave

_KEY_WIDTH = 10


def outline(plan: RecoveryPlan) -> Iterator[str]:
    """Yield the lines of the whole plan."""
    yield plan.plan + (f": {plan.description}" if plan.description else "")
    yield from _lines(_plan_facts(plan))
    steps = _steps(plan)
    for wave in plan.order():
        yield ""
        yield f"{steps[wave.wave]}. {wave.wave}" + (" (checkpoint)" if wave.is_checkpoint else "")
        yield from _lines(_wave_facts(plan, wave))


def _lines(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"   {key:<{_KEY_WIDTH}} {value}" for key, value in facts)


def _steps(plan: RecoveryPlan) -> dict[str, int]:
    """Return for each wave the length of the longest chain of needs that ends in it."""
    steps: dict[str, int] = {}
    for wave in plan.order():
        steps[wave.wave] = 1 + max((steps[need] for need in wave.needs), default=0)
    return steps


def _plan_facts(plan: RecoveryPlan) -> Iterator[tuple[str, str]]:
    yield "target", f"{plan.target.region}, account {plan.target.account}"
    rto, rpo = (format_duration(s) for s in (plan.objectives.rto, plan.objectives.rpo))
    yield "objectives", f"RTO {rto}, RPO {rpo}"
    yield "priority", f"{plan.priority} of 5"
    if plan.owner:
        yield "owner", plan.owner
    if plan.approval:
        yield "approval", _asked(plan.approval)
    yield from (("before", _hooked(hook)) for hook in plan.before)
    yield from (("after", _hooked(hook)) for hook in plan.after)


def _wave_facts(plan: RecoveryPlan, wave: Wave) -> Iterator[tuple[str, str]]:
    if wave.needs:
        yield "needs", ", ".join(wave.needs)
    if wave.wait:
        yield "wait", format_duration(wave.wait)
    if wave.approval:
        yield "approval", _asked(wave.approval)
    yield from (("before", _hooked(hook)) for hook in wave.before)
    yield from (("run", _hooked(hook)) for hook in wave.run)
    for name, group in plan.groups_of(wave).items():
        yield "recovers", f"{name}: {_selected(group)}"
    if wave.launch == "sequential":
        yield "launch", "one server after the other"
    if wave.health:
        yield "health", ", ".join(check.title for check in wave.health)
    yield from (("after", _hooked(hook)) for hook in wave.after)
    if not wave.is_checkpoint:
        yield "failure", f"more than {wave.failure.tolerate} failed: {wave.failure.then}"
    yield "timeout", format_duration(wave.timeout)


def _asked(approval: Approval) -> str:
    return (
        f"{approval.count} of {approval.approvers} within {format_duration(approval.expires)},"
        f" in {_modes(approval.modes)}"
    )


def _hooked(hook: Hook) -> str:
    after = ", goes on if it fails" if hook.on_failure == "continue" else ""
    timeout = format_duration(hook.timeout)
    return f"{hook.kind} {hook.target} within {timeout}, in {_modes(hook.modes)}{after}"


def _modes(modes: tuple[Mode, ...]) -> str:
    return " and ".join(modes)


def _selected(group: ProtectionGroup) -> str:
    if group.servers:
        return ", ".join(group.servers)
    expect = group.expected()
    most = "or more" if expect.max is None else f"to {expect.max}"
    several = f"{expect.min} {most} servers"
    number = counted(expect.min, "server") if expect.min == expect.max else several
    return ", ".join(f"{key}={value}" for key, value in group.tags.items()) + f" ({number})"
