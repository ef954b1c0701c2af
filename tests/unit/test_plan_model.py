"""What the models of a plan promise to the compiler and the engine."""

from pathlib import Path

import pydantic
import pytest

import templates
from muster.model.base import Mode
from muster.model.graph import find_circle, in_order
from muster.model.groups import ProtectionGroup
from muster.model.hooks import Hook
from muster.model.plan import RecoveryPlan, plan_hash
from muster.model.waves import Failure, Wave
from muster.model.workspace import load_plan

PAYMENTS = Path(templates.__path__[0]) / "plans" / "payments.yaml"


@pytest.fixture(scope="module")
def payments():
    return load_plan(PAYMENTS)


def test_durations_are_seconds_in_the_model_and_in_its_record(payments):
    applications = payments.wave("applications")

    assert (payments.objectives.rto, payments.objectives.rpo) == (2700, 300)
    assert (applications.wait, applications.timeout, applications.approval.expires) == (
        60,
        3600,
        3600,
    )
    assert payments.model_dump(mode="json")["objectives"] == {"rto": 2700, "rpo": 300}


def test_a_plan_cannot_be_changed(payments):
    with pytest.raises(pydantic.ValidationError):
        payments.plan = "orders"


def test_a_model_refuses_keys_that_it_does_not_know():
    with pytest.raises(pydantic.ValidationError):
        Wave(wave="web", lanch="sequential")


def test_waves_come_after_what_they_need_and_else_in_file_order():
    needs = {"web": ["app"], "mail": [], "app": ["db"], "db": [], "search": ["db"]}

    assert in_order(needs) == ["mail", "db", "app", "web", "search"]


def test_an_unknown_wave_is_a_key_error(payments):
    with pytest.raises(KeyError):
        payments.wave("nothing")


def test_a_circle_is_found_behind_waves_that_only_lead_to_it():
    needs = {"start": [], "outside": ["a"], "a": ["b", "start"], "b": ["c"], "c": ["a"]}

    assert find_circle(needs) == ["a", "b", "c"]
    assert find_circle({"a": [], "b": ["a"]}) == []


def test_the_groups_of_a_wave(payments):
    assert list(payments.groups_of(payments.wave("web"))) == ["web"]
    assert payments.wave("switch-traffic").is_checkpoint


def test_an_approval_is_asked_for_in_its_modes_only(payments):
    traffic, applications = payments.wave("switch-traffic"), payments.wave("applications")

    assert traffic.approval_in(Mode.DRILL) is None
    assert applications.approval_in(Mode.DRILL) is applications.approval
    assert payments.approval_in(Mode.RECOVERY) is payments.approval
    assert payments.approval_in(Mode.DRILL) is None


@pytest.mark.parametrize(
    ("tolerate", "servers", "expected"), [(0, 9, 0), (3, 2, 3), ("10%", 19, 1), ("100%", 4, 4)]
)
def test_tolerance_is_a_number_or_a_share_rounded_down(tolerate, servers, expected):
    assert Failure(tolerate=tolerate).tolerated(servers) == expected


def test_without_expectation_all_listed_servers_are_expected_and_at_least_one_by_tags():
    listed = ProtectionGroup(servers=("s-5817ab4ccdfa96db3", "s-57e730f6102e1f793"))
    tagged = ProtectionGroup(tags={"Role": "Web"})

    assert (listed.expected().min, listed.expected().max) == (2, 2)
    assert (tagged.expected().min, tagged.expected().max) == (1, None)


def test_a_hook_says_what_it_runs():
    runbook = Hook(runbook="check-licences", modes=(Mode.DRILL,))
    function = Hook(function="point-dns", modes=(Mode.RECOVERY,))

    assert (runbook.kind, runbook.target) == ("runbook", "check-licences")
    assert (function.kind, function.target) == ("lambda", "point-dns")


def test_a_step_name_has_no_hyphens(payments):
    assert payments.wave("switch-traffic").slug == "switch_traffic"


def test_the_hash_is_the_same_in_every_process(payments):
    record = payments.model_dump(mode="json")

    assert plan_hash(RecoveryPlan.model_validate(record)) == plan_hash(payments)
    assert len(plan_hash(payments)) == 64
