"""What the tour is about, read off the plan. Pure."""

import shlex
from collections.abc import Mapping

from muster.engine.names import RUN_GATE, entry_document
from muster.entrypoints.channel.players import Players
from muster.entrypoints.channel.tour import Scene
from muster.model.base import Mode
from muster.model.plan import RecoveryPlan

WANTED = ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID")


def scene_of(
    plan: RecoveryPlan, players: Players, environment: Mapping[str, str], *, fails: bool
) -> Scene:
    """The scene of a first drill; `environment` leads the aws CLI to the embedded AWS."""
    return Scene(
        plan=plan.plan,
        first_wave=plan.order()[0].wave,
        gate=_gate(plan),
        operator=players.operator,
        approver=players.approver,
        fails=fails,
        shell=shell_line(plan.plan, environment),
    )


def _gate(plan: RecoveryPlan) -> str:
    if plan.approval_in(Mode.DRILL):
        return RUN_GATE
    asking = (wave.wave for wave in plan.order() if wave.approval_in(Mode.DRILL))
    return next(asking, "")


def shell_line(plan: str, environment: Mapping[str, str]) -> str:
    """The command that starts a drill of the plan from a shell, with nothing but the aws CLI."""
    lines = (
        *(f"{name}={shlex.quote(environment[name])}" for name in WANTED),
        "AWS_SECRET_ACCESS_KEY=none",  # nobody looks at it
        "aws ssm start-automation-execution",
        f"  --document-name {entry_document(plan, Mode.DRILL)}",
    )
    return " \\\n".join(lines)
