"""`muster doctor`: a healthy installation, what it passes over, and how its check list reads."""

import dataclasses
import json

import pytest
from fakes.patient import found, ill, patient

from muster.entrypoints.cli.root import root
from muster.entrypoints.deploy.policies.recovering import TAG
from muster.entrypoints.doctor.opened import Doctor
from muster.service.doctor.checks import source_servers
from muster.service.doctor.examine import CHECKS
from muster.service.doctor.finding import Finding, Verdict
from muster.service.doctor.probes.bench import Bench
from muster.service.errors import CredentialsError, UnreachableError

PASS, WARN, FAIL, SKIP = Verdict


def test_a_healthy_installation_has_nothing_but_good_findings():
    made, _ = patient()

    findings = found(made)

    assert [each for each in findings if each.verdict is not PASS] == []
    assert {each.check for each in findings} == {check.TITLE for check in CHECKS}


def test_every_check_has_a_name_of_its_own():
    assert len({check.TITLE for check in CHECKS}) == len(CHECKS)


def test_an_aws_with_a_time_of_its_own_says_nothing_of_the_clock():
    made, _ = patient(ill(seconds_ahead=3600.0))

    told = found(dataclasses.replace(made, own_time=True))

    assert {each.check: each.verdict for each in told}["clock"] is SKIP


def test_without_a_hub_what_belongs_to_it_is_passed_over():
    made, _ = patient(ill(stack=None))

    skipped = {each.check for each in found(made) if each.verdict is SKIP}

    assert skipped == {"event rules", "queue", "functions", "alarms", "Slack"}


@pytest.mark.parametrize("error", [CredentialsError, UnreachableError])
def test_without_credentials_or_network_one_line_is_enough(error):
    made, _ = patient()

    def fail():
        raise error("it does not work", "sign in")

    made.service.identity.caller = fail

    assert found(made) == [Finding("credentials", FAIL, "it does not work", "sign in")]


def test_the_tag_is_the_one_that_the_roles_ask_for():
    assert source_servers.TAG == TAG


def run(made, *args):
    return root.main(
        args=["doctor", *args],
        prog_name="muster",
        standalone_mode=False,
        obj=Doctor(made, Bench(made.service, made.settings, None, {})),
    )


def test_the_check_list_has_a_line_a_finding_and_a_sum(capsys):
    made, _ = patient(ill(seconds_ahead=45.0))

    code = run(made)

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == (
        "pass  credentials            account 123456789012, us-west-2,"
        " as arn:aws:iam::123456789012:user/operator"
    )
    assert lines[1] == "warn  clock                  this machine's clock is 45 s slow"
    assert lines[2] == "                             fix: let the machine set its clock by NTP"
    assert lines[-1] == "20 pass, 1 warn"


def test_a_failure_is_in_the_exit_code_and_in_the_json(capsys):
    made, _ = patient(ill(initialised=False))

    code = run(made, "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["ok"]) == (1, False)
    assert {
        "check": "DRS",
        "verdict": "fail",
        "sentence": "not initialised in this Region",
        "fix": "open the DRS console in this Region once, or `aws drs initialize-service`",
    } in answer["findings"]
