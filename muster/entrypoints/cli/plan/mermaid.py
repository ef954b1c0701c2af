"""A plan as a Mermaid flowchart: one node a wave, one arrow a need."""

from collections.abc import Iterator

from muster.model.plan import RecoveryPlan
from muster.model.waves import Wave


def flowchart(plan: RecoveryPlan) -> Iterator[str]:
    """Yield the lines. Names reach Mermaid only inside quotes, and hold nothing that ends them."""
    numbers = {wave.wave: number for number, wave in enumerate(plan.order(), start=1)}
    yield "flowchart LR"
    for wave in plan.order():
        yield f"  w{numbers[wave.wave]}{_shape(wave)}"
    for wave in plan.order():
        for need in wave.needs:
            label = "|approval|" if wave.approval else ""
            yield f"  w{numbers[need]} -->{label} w{numbers[wave.wave]}"


def _shape(wave: Wave) -> str:
    """Rounded for a checkpoint, else a box that lists the groups."""
    if wave.is_checkpoint:
        return f'(["{wave.wave}"])'
    groups = ", ".join(wave.groups)
    return f'["{wave.wave}"]' if groups == wave.wave else f'["{wave.wave}<br>{groups}"]'
