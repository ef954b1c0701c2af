"""Which approval a gate asks for, as the scripts read it from the published plan."""

from dataclasses import replace

import pytest

from muster.engine.items import Run
from ssm_documents.scripts.lib.asking import refuses_requester, seen_before


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


def found(*, kept, count):
    findings = tuple({"level": "warn", "name": f"check-{n}", "text": "old"} for n in range(kept))
    run = Run(run="r", plan="payments", hash="h", mode="drill", state="registered")
    return replace(run, findings=findings, finding_count=count)


def test_who_is_asked_is_told_how_many_findings_are_left_out():
    told = seen_before(found(kept=50, count=300), 10).splitlines()

    assert told[0] == "Preflight found 300, the gravest 10:"
    assert told[1:] == [f"- warn: check-{n}: old" for n in range(10)]


def test_findings_that_are_all_shown_are_counted_and_none_are_not_mentioned():
    assert seen_before(found(kept=1, count=1), 10) == "Preflight found 1:\n- warn: check-0: old"
    assert seen_before(found(kept=0, count=0), 10) == ""
