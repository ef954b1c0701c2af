"""Who is asked at a gate, how many, and through which door; each played on an embedded AWS."""

import pytest
from stage import APPROVER, BREAK_GLASS, OPERATOR, Stage, two_waves

from muster.engine.keys import gate_key
from muster.engine.people import SLACK_GROUPS

ASKED = 'approval: {{in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: {}{}}}'
REFUSED, ALLOWED = ASKED.format("refuse", ""), ASKED.format("allow", "")
SSO = "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Approvers_0123456789abcdef/"
NIGHT = SSO + "nora@example.com"
"""Known by her address alone."""
UNMAPPED = "arn:aws:sts::123456789012:assumed-role/Admins/somebody"


def at_gate(stage, who=OPERATOR):
    run = stage.drill(who)
    stage.until_wave(run, "second", "approving")
    return run, stage.item(*gate_key(run, "second", 1))


def test_a_starter_whom_nobody_knows_needs_one_approver_more():
    with Stage(plan=two_waves(second=REFUSED), quick=True) as stage:
        run, gate = at_gate(stage, UNMAPPED)
        assert gate["count"] == 2
        assert "still open" in stage.do("decide", run, APPROVER, Gate="second", Decision="approve")
        stage.do("decide", run, NIGHT, Gate="second", Decision="approve")
        stage.until_run(run, "succeeded")

        assert stage.item(*gate_key(run, "second", 1))["by"] == ["approver", "oncall"]


@pytest.mark.parametrize(("asked", "who"), [(REFUSED, OPERATOR), (ALLOWED, UNMAPPED)])
def test_a_starter_who_is_known_or_may_approve_needs_no_more_than_the_plan_says(asked, who):
    with Stage(plan=two_waves(second=asked), quick=True) as stage:
        _, gate = at_gate(stage, who)

        assert gate["count"] == 1


def test_who_is_asked_stands_in_the_gate_and_in_the_record_when_it_opens():
    with Stage(plan=two_waves(second=REFUSED), quick=True) as stage:
        run, gate = at_gate(stage)

        assert gate["approvers"] == ["approver", "oncall"]
        asked = "approval asked of @dr-approvers (approver, oncall), 1: second"
        assert any(asked in text for text in stage.audit(run))


def test_the_members_of_a_slack_user_group_are_asked_if_they_were_noted_lately():
    with Stage(plan=two_waves(second=REFUSED), quick=True) as stage:
        people = {k: v for k, v in stage.item("PEOPLE#", "PEOPLE").items() if k not in ("pk", "sk")}
        by_slack = {"groups": {}, "slack_groups": {"@dr-approvers": "S0APPROVE"}}
        stage._put("PEOPLE#", "PEOPLE", {**people, **by_slack})
        at = int(stage.world.clock.now())
        noted = {"slack_group": "S0APPROVE", "members": ["oncall"], "at": at}
        stage._put(SLACK_GROUPS, "@dr-approvers", noted)
        run, gate = at_gate(stage)
        assert gate["approvers"] == ["oncall"]
        said = stage.do("decide", run, APPROVER, Gate="second", Decision="approve")
        assert "only @dr-approvers may decide here" in said
        stage.do("decide", run, NIGHT, Gate="second", Decision="approve")

        stage.until_run(run, "succeeded")


def test_a_gate_of_the_console_opens_by_the_console():
    with Stage(
        plan=two_waves(second=ASKED.format("refuse", ", via: console")), quick=True
    ) as stage:
        run, gate = at_gate(stage)
        assert gate["via"] == "console"
        stage.do("decide", run, APPROVER, Gate="second", Decision="approve")
        stage.until_run(run, "succeeded")

        assert stage.item(*gate_key(run, "second", 1))["by"] == ["approver"]


def test_a_gate_of_the_console_opens_by_the_break_glass_role_too():
    with Stage(
        plan=two_waves(second=ASKED.format("refuse", ", via: console")), quick=True
    ) as stage:
        run, _ = at_gate(stage)
        stage.pass_time(10)  # the step that waits is the next one
        stage.signal(stage.wave(run, "second")["owner"], "Approve", BREAK_GLASS)
        stage.until_run(run, "succeeded")

        assert stage.item(*gate_key(run, "second", 1))["by"][0].startswith("break-glass:")
