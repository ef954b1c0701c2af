"""The rules let through what muster understands, and nothing else."""

import json

import pytest
from fakes.hearing import sample
from moto.events.models import EventPattern

from eventbridge.patterns import event_rules
from eventbridge.translate import KINDS

LET_THROUGH = {
    "muster-from-muster": [
        "muster_run_changed",
        "muster_wave_changed",
        "muster_gate_changed",
        "muster_approval_needed",
        "muster_decision_needed",
        "muster_break_glass_used",
        "muster_cleanup_done",
    ],
    "muster-from-aws-ssm": ["ssm_execution_success", "ssm_execution_canceled"],
    "muster-from-aws-drs": [
        "drs_launch_succeeded",
        "drs_launch_failed",
        "drs_stalled",
        "drs_not_stalled",
        "drs_failback",
    ],
    "muster-from-cloudtrail": [
        "cloudtrail_start_recovery",
        "cloudtrail_start_recovery_refused",
        "cloudtrail_start_recovery_by_muster",
        "cloudtrail_terminate",
    ],
}


def rules_for(text):
    event = json.loads(text)
    return [
        rule.name
        for rule in event_rules()
        if EventPattern.load(json.dumps(rule.pattern)).matches_event(event)
    ]


@pytest.mark.parametrize(
    ("rule", "name"), [(rule, name) for rule, names in LET_THROUGH.items() for name in names]
)
def test_each_event_comes_by_exactly_one_rule(rule, name):
    assert rules_for(sample(name)) == [rule]


@pytest.mark.parametrize("name", ["ssm_execution_foreign", "ssm_step"])
def test_foreign_documents_and_single_steps_stay_outside(name):
    assert rules_for(sample(name)) == []


def test_a_rule_lets_both_spellings_of_cancelled_through():
    event = json.loads(sample("ssm_execution_canceled"))
    event["detail"]["Status"] = "Cancelled"

    assert rules_for(json.dumps(event)) == ["muster-from-aws-ssm"]


def test_the_rules_name_every_kind_that_is_understood_and_no_other():
    named = {
        (source, kind)
        for rule in event_rules()
        for source in rule.pattern["source"]
        for kind in rule.pattern["detail-type"]
    }

    assert named == set(KINDS)
