"""The commands of `muster run`: what goes to stdout and stderr, and the exit codes."""

import io

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import RUN, fake_service, put_plan, put_run

from muster.engine.keys import run_key
from muster.service.errors import CredentialsError, UnreachableError


@pytest.fixture
def service():
    return fake_service(put_plan)


@pytest.fixture
def cli(service, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return Cli(service, capsys)


def begins(service, document, **values):
    def does(execution):
        put_run(service, execution, **{"state": "registered", **values})

    service.automation.answer(document, looks=9, does=does)


def test_a_drill_prints_the_runs_id_alone_on_stdout(service, cli):
    begins(service, "muster-drill-payments")

    code, out, err = cli("run", "drill", "payments", "--waves", "databases, web", "--reason", "x")

    assert (code, out) == (0, "execution-1\n")
    assert err == (
        "drill of payments is registered, in the AWS of this test\n"
        "hint: muster run watch executio\n"
    )
    parameters = {"Waves": ["databases", "web"], "Reason": ["x"]}
    assert service.automation.started[0][1] == parameters


def test_a_refused_drill_ends_with_one_and_the_reason(service, cli):
    service.automation.refuse("muster-drill-payments", "plan payments is held by run 7f3a")

    assert cli("run", "drill", "payments") == (1, "", "error: plan payments is held by run 7f3a\n")


def test_watching_a_drill_from_its_start_ends_with_its_result(service, cli):
    begins(service, "muster-drill-payments", state="succeeded", ended_at=1_760_000_000)

    code, out, _ = cli("run", "drill", "payments", "--watch")

    assert code == 0
    assert out.startswith("execution-1\n08:53:20 drill of payments: succeeded\n")


def test_a_recovery_needs_somebody_who_names_the_plan(service, cli):
    code, out, err = cli("run", "recover", "payments")

    assert (code, out) == (2, "")
    assert "error: nobody is there to confirm; add `--yes-recover payments`" in err
    assert service.automation.started == []


def test_a_recovery_with_another_name_typed_does_not_start(service, cli):
    code, out, err = cli("run", "recover", "payments", "--yes-recover", "billing")

    assert (code, out) == (1, "")
    assert err.endswith("error: nothing was started: `billing` is not `payments`\n")
    assert service.automation.started == []


def test_a_confirmed_recovery_says_where_and_as_whom_and_starts(service, cli):
    begins(service, "muster-recover-payments", mode="recovery")

    code, out, err = cli("run", "recover", "payments", "--yes-recover", "payments")

    assert (code, out) == (0, "execution-1\n")
    assert err.startswith(
        "This is a real recovery of `payments` in account 123456789012, us-west-2,"
        " as arn:aws:iam::123456789012:user/operator. It launches recovery instances for"
        " production.\n"
    )


class Terminal(io.StringIO):
    """A person at the keyboard."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("typed", "started"), [("payments\n", 1), ("yes\n", 0)])
def test_a_person_confirms_a_recovery_by_typing_the_plans_name(
    service, cli, monkeypatch, typed, started
):
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    begins(service, "muster-recover-payments", mode="recovery")

    cli("run", "recover", "payments")

    assert len(service.automation.started) == started


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("2024-11-20T08:30:00Z", "2024-11-20T08:30:00Z"),
        ("2024-11-20T09:30:00+01:00", "2024-11-20T08:30:00Z"),
    ],
)
def test_a_moment_is_passed_on_in_utc(service, cli, given, taken):
    begins(service, "muster-drill-payments")

    cli("run", "drill", "payments", "--point-in-time", given)

    assert service.automation.started[0][1]["PointInTime"] == [taken]


@pytest.mark.parametrize("given", ["yesterday", "2026-11-20T08:30:00", "2096-11-20T08:30:00Z"])
def test_a_moment_that_is_none_or_has_no_zone_or_is_to_come_is_wrong_usage(cli, given):
    assert cli("run", "drill", "payments", "--point-in-time", given)[0] == 2


VERBS = ("pause", "resume", "retry", "skip", "abort", "cancel", "restart", "cleanup")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_prints_what_its_runbook_says(service, cli, verb):
    put_run(service)
    service.automation.answer(f"muster-{verb}", "so it is")

    code, out, _ = cli("run", verb, "last", "--reason", "because")

    assert (code, out) == (0, "so it is\n")
    parameters = {"RunId": [RUN], "Reason": ["because"]}
    assert service.automation.started[0][:2] == (f"muster-{verb}", parameters)


@pytest.mark.parametrize("verb", VERBS)
def test_a_refused_verb_ends_with_one(service, cli, verb):
    put_run(service)
    service.automation.refuse(f"muster-{verb}", "not now")

    code, out, err = cli("run", verb, "7f3a")

    assert (code, out) == (1, "")
    assert err.endswith("error: not now\n")


@pytest.mark.parametrize("verb", ["retry", "skip"])
def test_a_verb_on_a_wave_names_it(service, cli, verb):
    put_run(service)
    service.automation.answer(f"muster-{verb}", "done")

    cli("run", verb, "last", "web")

    assert service.automation.started[0][1]["Wave"] == ["web"]


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_a_decision_goes_to_the_gate_that_is_named(service, cli, decision):
    put_run(service)
    service.automation.answer("muster-decide", f"gate web: {decision}")

    code, out, _ = cli("run", decision, "last", "--gate", "web", "--reason", "why")

    assert (code, out) == (0, f"gate web: {decision}\n")
    assert service.automation.started[0][1] == {
        "RunId": [RUN],
        "Gate": ["web"],
        "Decision": [decision],
        "Reason": ["why"],
    }


def test_an_unknown_run_ends_with_one_and_a_hint(cli):
    code, out, err = cli("run", "status", "ffff")

    assert (code, out) == (1, "")
    assert err == (
        "error: there is no run `ffff` here\n"
        "hint: the runs: `muster run list`; the newest one: `last`\n"
    )


def test_a_problem_with_aws_is_a_sentence_and_a_hint(service, cli, monkeypatch):
    def expired(*_):
        raise CredentialsError("the AWS credentials are no longer good", "sign in again")

    monkeypatch.setattr(service.table, "item", expired)

    assert cli("run", "pause", "7f3a") == (
        1,
        "",
        "error: the AWS credentials are no longer good\nhint: sign in again\n",
    )


def test_watching_outlasts_a_network_that_is_away_for_a_moment(service, cli, monkeypatch):
    put_run(service, state="succeeded")
    items, answers = service.table.items, iter([UnreachableError("AWS does not answer")])

    def sometimes(partition, *args, **more):
        for error in answers:
            raise error
        return items(partition, *args, **more)

    monkeypatch.setattr(service.table, "items", sometimes)

    code, _, err = cli("run", "watch", RUN)

    assert code == 0
    assert err == "AWS does not answer; the run goes on, looking again\n"


def test_ctrl_c_ends_the_watching_and_not_the_run(service, cli):
    put_run(service)

    def interrupted(_):
        raise KeyboardInterrupt

    service.clock.sleep = interrupted

    code, _, err = cli("run", "watch", RUN)

    assert code == 130
    assert err == "no longer watching; the run goes on: muster run watch 7f3a1b2c\n"
    assert service.table.item(run_key(RUN))["state"] == "running"
