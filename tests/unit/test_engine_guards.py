"""What may be launched, and what must never be destroyed."""

import pytest

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Server

PENDING = Server(server="s-1", wave="web", state="pending")
OURS = frozenset({"drsjob-ours"})


def verdict(server=PENDING, **facts):
    return judge_server(server, Facts(**facts), OURS)[0]


def test_a_server_with_a_recovery_point_may_be_launched_whatever_its_replication_does():
    assert verdict(replication="STALLED") is Verdict.LAUNCH


def test_a_live_recovery_instance_is_never_destroyed():
    assert verdict(instance="i-1", instance_job="drsjob-other") is Verdict.REFUSE


def test_an_old_drill_instance_may_be_replaced():
    old = {"instance": "i-1", "instance_is_drill": True, "instance_job": "drsjob-old"}

    assert verdict(**old) is Verdict.LAUNCH


def test_an_instance_of_this_run_is_looked_at_by_a_person_first():
    ours = {"instance": "i-1", "instance_is_drill": True, "instance_job": "drsjob-ours"}

    assert verdict(**ours) is Verdict.REFUSE


def test_what_is_launched_is_not_launched_again():
    launched = Server(server="s-1", wave="web", state="launched")

    assert verdict(launched, instance="i-1", instance_job="drsjob-ours") is Verdict.DONE


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"exists": False}, Verdict.REFUSE),
        ({"busy_job": "drsjob-x"}, Verdict.WAIT),
        ({"has_recovery_point": False}, Verdict.REFUSE),
        ({"extension": "EXTENSION_ERROR"}, Verdict.REFUSE),
        ({"extension": "EXTENDED"}, Verdict.LAUNCH),
    ],
)
def test_other_reasons_not_to_launch_now(facts, expected):
    assert verdict(**facts) is expected


def test_a_server_out_of_reach_names_its_staging_account_and_what_drs_says():
    facts = Facts(extension="EXTENSION_ERROR", staging="210987654321", staging_error="role gone")

    _, reason = judge_server(Server("s-1", "w", "pending"), facts, OURS)

    assert reason == "DRS cannot reach its snapshots in staging account 210987654321: role gone"
