"""What each event of AWS means to muster, on one recorded sample a kind."""

import json

import pytest
from fakes.hearing import SAMPLES, sample

from eventbridge.rejection import Reason, Rejection
from eventbridge.translate import KINDS, translate
from muster.service import events
from muster.service.reactions.table import HANDLERS

RUN = "333ba70b-2333-48db-b17e-a5e69c6f4d1c"
WAVE = "6f2b7c7e-54f1-4c9e-9a53-3c1a0f0b3d55"
SERVER, JOB = "s-51d6b65c73391918f", "drsjob-04ca7d0d3fb6afa3e"
NORA = "arn:aws:sts::123456789012:assumed-role/admin/nora"
OUTSIDE_JOB = "drsjob-0123456789abcdef0"

MEANINGS = {
    "muster_run_changed": events.RunChanged(RUN),
    "muster_wave_changed": events.WaveChanged(RUN, "databases"),
    "muster_wave_changed_by_driver": events.WaveChanged(RUN, "applications"),
    "muster_gate_changed": events.GateChanged(RUN, "applications"),
    "muster_approval_needed": events.ApprovalNeeded(RUN, "applications"),
    "muster_decision_needed": events.DecisionNeeded(RUN, "applications"),
    "muster_break_glass_used": events.BreakGlassUsed(RUN, "applications"),
    "muster_cleanup_done": events.CleanupDone(RUN),
    "ssm_execution_success": events.ExecutionEnded(RUN, "muster-drill-payments", "Success"),
    "ssm_execution_canceled": events.ExecutionEnded(
        WAVE, "muster-wave-payments.databases", "Cancelled"
    ),
    "ssm_execution_foreign": Rejection(Reason.NO_NEWS, "AWS-RestartEC2Instance: Success"),
    "ssm_step": Rejection(
        Reason.UNKNOWN_KIND, "aws.ssm: EC2 Automation Step Status-change Notification"
    ),
    "drs_launch_succeeded": events.ServerLaunched(SERVER, JOB, ok=True),
    "drs_launch_failed": events.ServerLaunched(SERVER, JOB, ok=False),
    "drs_stalled": events.ReplicationStalled(SERVER),
    "drs_not_stalled": Rejection(Reason.NO_NEWS, f"replication of {SERVER}: NOT_STALLED"),
    "drs_failback": events.FailbackChanged("ri-12345678901234567", "FAILBACK_COMPLETED"),
    "cloudtrail_start_recovery": events.OutsideRecovery("StartRecovery", NORA, OUTSIDE_JOB),
    "cloudtrail_start_recovery_refused": Rejection(Reason.NO_NEWS, "StartRecovery, in vain"),
    "cloudtrail_start_recovery_by_muster": Rejection(Reason.OWN_DOING, "StartRecovery"),
    "cloudtrail_terminate": events.OutsideRecovery("TerminateRecoveryInstances", NORA, OUTSIDE_JOB),
}


def read(text):
    return translate(text, own_role="muster-automation")


def changed(name, **detail):
    event = json.loads(sample(name))
    return json.dumps({**event, "detail": {**event["detail"], **detail}})


@pytest.mark.parametrize("name", MEANINGS)
def test_each_recorded_event_has_its_meaning(name):
    assert read(sample(name)) == MEANINGS[name]


def test_every_recorded_event_and_every_kind_is_tried():
    kinds = {(e["source"], e["detail-type"]) for e in map(json.loads, map(sample, MEANINGS))}

    assert {path.stem for path in SAMPLES.glob("*.json")} == set(MEANINGS)
    assert set(KINDS) <= kinds


def test_every_kind_of_event_has_an_entry_in_the_table_of_handlers():
    assert set(HANDLERS) == set(events.Event.__args__)


@pytest.mark.parametrize("status", ["Canceled", "Cancelled"])
def test_both_spellings_of_cancelled_are_one(status):
    made = read(changed("ssm_execution_canceled", Status=status))

    assert made.status == "Cancelled"


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("ssm_execution_success", {"Status": "PendingChangeCalendarOverride"}),
        ("ssm_execution_success", {"Status": "SomethingNew"}),
        ("drs_launch_succeeded", {"state": "RECOVERY_LAUNCH_POSTPONED"}),
        ("cloudtrail_start_recovery", {"eventName": "StartSomethingElse"}),
    ],
)
def test_words_that_aws_may_add_are_no_news_and_no_error(name, detail):
    assert read(changed(name, **detail)).reason is Reason.NO_NEWS


def test_members_that_aws_may_add_change_nothing():
    made = read(changed("drs_launch_succeeded", **{"launched-into": {"subnet": ["a"]}}))

    assert made == MEANINGS["drs_launch_succeeded"]


@pytest.mark.parametrize(
    ("name", "detail", "named"),
    [
        ("ssm_execution_success", {"ExecutionId": 7}, "detail.ExecutionId"),
        ("ssm_execution_success", {"ExecutionId": "../../RUN"}, "detail.ExecutionId"),
        ("ssm_execution_success", {"Status": None}, "detail.Status"),
        ("drs_launch_succeeded", {"job-id": "drsjob-1"}, "detail.job-id"),
        ("muster_run_changed", {"run": ""}, "detail.run"),
        ("muster_run_changed", {"run": "a#b"}, "detail.run"),
        ("muster_run_changed", {"run": "x" * 65}, "detail.run"),
        ("muster_approval_needed", {"gate": "<!channel>"}, "detail.gate"),
        ("muster_wave_changed", {"of": ["databases"]}, "detail.of"),
        ("cloudtrail_terminate", {"userIdentity": "root"}, "detail.userIdentity"),
    ],
)
def test_wrong_types_and_impossible_ids_are_malformed_and_named(name, detail, named):
    made = read(changed(name, **detail))

    assert made.reason is Reason.MALFORMED
    assert named in made.about


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "not json",
        "{}",
        "[" * 100_000,
        "1" * 10_000,
        '{"a": 1e999}',
        "\ud800",
        '{"source": "muster"}',
        '{"source": 1, "detail-type": 2}',
        json.dumps({"Type": "Notification", "Message": "{}"}),
    ],
)
def test_what_is_no_event_is_rejected_as_such(text):
    assert read(text) == Rejection(Reason.NOT_AN_EVENT)


def test_launch_results_about_no_server_are_no_news():
    event = json.loads(sample("drs_launch_succeeded"))

    made = read(json.dumps({**event, "resources": ["arn:aws:ec2:us-west-2:1:instance/i-1"]}))

    assert made.reason is Reason.NO_NEWS


def test_the_log_of_a_rejection_is_short_whatever_was_sent():
    event = json.loads(sample("muster_run_changed"))

    made = read(json.dumps({**event, "detail-type": "x" * 100_000}))

    assert made.reason is Reason.NOT_AN_EVENT
    assert len(made.about) <= 300
