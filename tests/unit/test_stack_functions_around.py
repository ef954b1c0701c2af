"""What stands around the functions: environment, secret, roles, metrics, what a person chose."""

import json

import pytest
from fakes.embedded_world import OPERATOR, world
from stage import ACCOUNT, REGION

from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.role import session_as
from muster.aws.session import open_session
from muster.engine.keys import gate_key, run_key, runs_key, wave_key
from muster.entrypoints.deploy.chosen import Chosen, parameters
from muster.entrypoints.deploy.policies.catalogue import policy
from muster.entrypoints.deploy.stack import alarms
from muster.entrypoints.functions import metrics
from muster.entrypoints.functions.surroundings import slack_secrets, surroundings_of
from muster.entrypoints.functions.told import bot_settings
from muster.entrypoints.functions.wired import Wired
from muster.model.settings import Settings
from muster.service.errors import MusterError
from muster.service.gauges import Gauges, read_gauges
from muster.service.values import Caller, Place

CALLER = Caller(OPERATOR, ACCOUNT, REGION)
NOW = 1_800_000_000


class Table:
    """A `RunTable` of what a test puts there."""

    def __init__(self):
        self.rows = {}

    def put(self, key, **values):
        self.rows[key] = values

    def item(self, key):
        return self.rows.get(key, {})

    def items(self, partition, prefix="", *, newest=0):
        found = [(sk, row) for (pk, sk), row in self.rows.items() if pk == partition]
        return [row for sk, row in sorted(found) if sk.startswith(prefix)]


def put_gate(table, name, attempt=1, **values):
    table.put(gate_key("one", name, attempt), gate=name, attempt=attempt, **values)


@pytest.fixture
def table():
    made = Table()
    for name, state in (("one", "running"), ("two", "succeeded")):
        run = {"run": name, "plan": "p", "hash": "h", "mode": "drill", "state": state}
        made.put(run_key(name), **run, heartbeat=NOW, since=NOW - 500)
        made.put(runs_key(NOW, name), run=name)
    return made


def test_only_active_runs_are_counted(table):
    assert read_gauges(table, NOW) == Gauges(active=1)


def test_the_longest_wait_counts(table):
    for name, state, at in (("run", "open", 700), ("web", "open", 20), ("db", "approved", 900)):
        put_gate(table, name, state=state, opened_at=NOW - at)
    table.put(wave_key("one", "web"), wave="web", state="failed", since=NOW - 650)

    assert read_gauges(table, NOW) == Gauges(active=1, approval=700, decision=650)


def test_an_attempt_that_was_asked_again_and_a_run_that_is_cancelled_wait_for_nobody(table):
    put_gate(table, "web", state="open", opened_at=NOW - 700)
    put_gate(table, "web", attempt=2, state="approved", opened_at=NOW - 30)
    assert read_gauges(table, NOW).approval == 0

    put_gate(table, "db", state="open", opened_at=NOW - 700)
    table.put(wave_key("one", "web"), wave="web", state="failed", since=NOW - 650)
    table.rows[run_key("one")] |= {"state": "cancelling"}
    assert read_gauges(table, NOW) == Gauges(active=1)


def test_a_run_without_a_heartbeat_has_no_driver(table):
    table.rows[run_key("one")] |= {"heartbeat": NOW - 400}

    assert read_gauges(table, NOW).without_driver == 400


def test_a_metric_is_a_line_that_cloudwatch_reads(capsys):
    metrics.put({metrics.ACTIVE_RUNS: 2, metrics.APPROVAL_WAIT: 30}, NOW)

    line = json.loads(capsys.readouterr().out)
    assert line["ActiveRuns"] == 2
    assert line["_aws"]["Timestamp"] == NOW * 1000
    (told,) = line["_aws"]["CloudWatchMetrics"]
    assert told["Namespace"] == "muster"
    assert {"Name": "ApprovalWaitSeconds", "Unit": "Seconds"} in told["Metrics"]


def test_what_the_bot_of_a_function_did_not_foresee_is_a_metric_that_an_alarm_counts(capsys):
    around = surroundings_of({"AWS_REGION": REGION})

    Wired(around, Settings()).parts.unforeseen()

    line = json.loads(capsys.readouterr().out)
    (alarm,) = [each for each in alarms.ALARMS if each.name == "UnforeseenErrors"]
    assert line[alarm.metric] == 1
    assert (alarm.namespace, alarm.most, alarm.statistic) == ("muster", 0, "Sum")


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        ({}, "token"),
        ({"token": ""}, "token"),
        ({"token": "xoxb-1"}, "signing_secrets"),
        ({"token": "xoxb-1", "signing_secrets": [1]}, "signing_secrets"),
    ],
)
def test_a_secret_that_is_not_filled_says_what_is_missing_and_nothing_it_holds(found, missing):
    with pytest.raises(MusterError) as error:
        slack_secrets("muster-slack", found)

    assert f"`{missing}`" in error.value.sentence
    assert "xoxb" not in str(error.value)


def test_signing_secrets_may_be_a_list_or_its_text():
    for given in (["a", "b"], '["a", "b"]'):
        assert slack_secrets("s", {"token": "t", "signing_secrets": given}) == ("t", ("a", "b"))
    assert slack_secrets("s", {"token": "t", "signing_secrets": "a"}) == ("t", ("a",))


def test_an_environment_without_a_channel_speaks_to_nobody():
    assert surroundings_of({"AWS_REGION": REGION}).channel == ""


def test_the_word_none_empties_a_list_or_a_text_and_is_no_name_of_a_hook():
    chosen = Chosen(
        email="none",
        hook_functions=("none",),
        hook_runbooks=("none",),
        break_glass_principals=("none",),
    )

    assert parameters(chosen, CALLER) == dict.fromkeys(
        ("AlarmEmail", "HookFunctions", "HookRunbooks", "BreakGlassPrincipals"), ""
    )


def test_short_names_of_hooks_become_arns_and_what_is_not_chosen_is_left_out():
    chosen = Chosen(hook_functions=("move-dns",), hook_runbooks=("check",), terminate_by_tag=True)

    assert parameters(chosen, CALLER) == {
        "HookFunctions": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:move-dns",
        "HookRunbooks": f"arn:aws:ssm:{REGION}:{ACCOUNT}:document/check,"
        f"arn:aws:ssm:{REGION}:{ACCOUNT}:automation-definition/check:*",
        "TerminateByTag": "yes",
    }


def test_another_role_is_assumed_when_it_is_first_needed(monkeypatch):
    with world() as embedded:
        environment = embedded.environment(embedded.listen().port)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        own = Connection(open_session(Place("test", region=REGION)), AwsClock())
        session = session_as(own, f"arn:aws:iam::{ACCOUNT}:role/muster-decision", "muster")
        assert not embedded.journal.of("sts:AssumeRole")

        who = session.client("sts", region_name=REGION).get_caller_identity()["Arn"]

        assert who == f"arn:aws:sts::{ACCOUNT}:assumed-role/muster-decision/muster"
        assert len(embedded.journal.of("sts:AssumeRole")) == 1


def test_every_malformed_setting_of_the_bot_is_named_and_no_value_repeated():
    around = surroundings_of(
        {
            "MUSTER_SLACK_CHANNEL": "#hush-general",
            "MUSTER_SLACK_TEAM": "hush-acme",
            "MUSTER_TICKETS": "hush://x",
            "MUSTER_SLACK_SECRET": "muster-slack",
        }
    )

    with pytest.raises(MusterError) as wrong:
        bot_settings(around, "", ("hush-1", "hush-2", "hush-3"))

    said = wrong.value.sentence
    for name in ("MUSTER_SLACK_CHANNEL", "MUSTER_SLACK_TEAM", "MUSTER_TICKETS"):
        assert f"{name} is malformed" in said
    assert "`token` of secret `muster-slack`" in said
    assert "`signing_secrets` of secret `muster-slack`" in said
    assert "hush" not in said
    assert wrong.value.__cause__ is None


def test_what_only_serve_needs_is_not_there_where_the_bot_is_a_function():
    taking = [each for each in policy("bot") if "sqs:ReceiveMessage" in each.actions]

    assert [each.only_if for each in taking] == ["HasBotPrincipals"]
