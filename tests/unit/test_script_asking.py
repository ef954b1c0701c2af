"""Which approval a gate asks for, as the scripts read it from the published plan."""

import pytest

from muster.engine.items import Run
from ssm_documents.scripts.lib.asking import refuses_requester


@pytest.mark.parametrize(
    ("requester", "mode", "refused"),
    [
        (None, "recovery", True),
        (None, "drill", False),
        ("refuse", "drill", True),
        ("allow", "recovery", False),
    ],
)
def test_who_starts_a_recovery_may_not_approve_it_unless_the_plan_says_so(requester, mode, refused):
    run = Run(run="r", plan="payments", hash="h", mode=mode, state="registered")
    approval = {"modes": [mode], "approvers": "@dr", "count": 1, "requester": requester}

    assert refuses_requester(run, approval) is refused
