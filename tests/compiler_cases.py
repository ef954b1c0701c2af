"""Plans for the compiler's tests."""

from pathlib import Path
from typing import Any

from muster.model.plan import RecoveryPlan
from muster.model.settings import Hub, Settings
from muster.model.workspace import read_plan
from ssm_documents.compiler import Runbook, compile_plan

HUB = Hub(account="123456789012", region="us-west-2")


def read(path: Path) -> RecoveryPlan:
    """The plan of a file."""
    return read_plan(path.read_bytes(), path.name)


def approval(**changes: Any) -> dict[str, Any]:
    """Somebody is asked, in recoveries."""
    return {"modes": ["recovery"], "approvers": "@dr-approvers", **changes}


def hook(**changes: Any) -> dict[str, Any]:
    """A runbook in drills."""
    return {"runbook": "check-licences", "modes": ["drill"], **changes}


def plan(*waves: dict[str, Any], **changes: Any) -> RecoveryPlan:
    """A plan of these waves; a group `g` of one server exists."""
    content: dict[str, Any] = {
        "plan": "payments",
        "target": {"region": "us-west-2", "account": "012345678901"},
        "objectives": {"rto": 2700, "rpo": 300},
        "groups": {"g": {"servers": ["s-5817ab4ccdfa96db3"]}},
        "waves": waves or [{"wave": "w", "groups": ["g"]}],
    }
    return RecoveryPlan.model_validate(content | changes)


def compiled(*waves: dict[str, Any], **changes: Any) -> dict[str, Runbook]:
    """The documents of such a plan."""
    return compile_plan(plan(*waves, **changes), Settings())


def wave_book(**wave: Any) -> Runbook:
    """The document of one wave."""
    return compiled({"wave": "w", **wave})["muster-wave-payments.w"]


def steps(runbook: Runbook) -> dict[str, dict[str, Any]]:
    """The steps by name, in order, as Systems Manager reads them."""
    return {step["name"]: step for step in runbook.content()["mainSteps"]}
