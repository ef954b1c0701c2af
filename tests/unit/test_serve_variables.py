"""What `muster serve` is told: every mistake at once, named, and no secret in any message."""

import json
import logging

import pytest

from muster.entrypoints.logs import JsonLines
from muster.entrypoints.serve.variables import (
    SECRET,
    VARIABLES,
    WrongVariablesError,
    read_variables,
)
from muster.service.errors import MusterError

RIGHT = {
    "MUSTER_SLACK_TOKEN": "xoxb-1234-right",
    "MUSTER_SLACK_APP_TOKEN": "xapp-1234-right",
    "MUSTER_SLACK_CHANNEL": "C0123456789",
    "MUSTER_SLACK_TEAM": "T0123456789",
}
RUN = "7f3a1b2c-0000-4000-8000-000000000001"


def no_secret(name):
    raise AssertionError(f"nobody asked for secret {name}")


def refused(environ, secret=no_secret):
    with pytest.raises(WrongVariablesError) as wrong:
        read_variables(environ, secret)
    return wrong.value.sentence


def test_what_is_right_is_read_and_the_rest_has_its_default():
    told = read_variables(RIGHT, no_secret)

    assert told["MUSTER_SLACK_TOKEN"] == "xoxb-1234-right"
    assert told["MUSTER_SLACK_COMMAND"] == "/dr"
    assert told["MUSTER_SLACK_API"] == "https://slack.com/api/"
    assert set(told) == {each.name for each in VARIABLES}


def test_everything_that_is_missing_is_named_at_once_with_what_it_is():
    said = refused({})

    for name in RIGHT:
        assert f"{name} is missing" in said
    assert "4 settings are missing or wrong" in said
    assert "connections:write" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUSTER_SLACK_TOKEN", "xapp-0000-secret"),
        ("MUSTER_SLACK_APP_TOKEN", "xoxb-0000-secret"),
        ("MUSTER_SLACK_TOKEN", "secret"),
        ("MUSTER_SLACK_CHANNEL", "#general"),
        ("MUSTER_SLACK_TEAM", "acme"),
        ("MUSTER_SLACK_COMMAND", "dr"),
        ("MUSTER_SLACK_API", "slack.com"),
        ("MUSTER_DECISION_ROLE", "muster-decision"),
    ],
)
def test_what_is_malformed_is_named_and_no_secret_repeated(name, value):
    said = refused(RIGHT | {name: value})

    assert said.startswith("a setting is missing or wrong:")
    assert f"{name}: " in said
    assert "secret" not in said


def test_two_tokens_that_were_mixed_up_are_told_apart():
    said = refused(RIGHT | {"MUSTER_SLACK_TOKEN": "xapp-0000-secret"})

    assert "(it is an app-level token)" in said


def test_tokens_may_stand_in_a_secret_whose_name_is_given():
    kept = {"token": "xoxb-1234-kept", "app_token": "xapp-1234-kept", "signing_secrets": ["x"]}
    environ = {name: RIGHT[name] for name in ("MUSTER_SLACK_CHANNEL", "MUSTER_SLACK_TEAM")}
    told = read_variables(environ | {SECRET: "muster-slack"}, {"muster-slack": kept}.get)

    assert told["MUSTER_SLACK_TOKEN"] == "xoxb-1234-kept"
    assert told["MUSTER_SLACK_APP_TOKEN"] == "xapp-1234-kept"


def test_the_environment_counts_before_the_secret_which_gives_no_more_than_its_members():
    kept = {"token": "xoxb-1234-kept", "MUSTER_SLACK_CHANNEL": "C0OTHER"}
    told = read_variables(RIGHT | {SECRET: "s"}, lambda _: kept)

    assert told["MUSTER_SLACK_TOKEN"] == "xoxb-1234-right"
    assert told["MUSTER_SLACK_CHANNEL"] == "C0123456789"


def test_a_secret_that_lacks_a_member_is_named():
    environ = {k: v for k, v in RIGHT.items() if k != "MUSTER_SLACK_APP_TOKEN"}

    assert "secret `s` has no `app_token`" in refused(environ | {SECRET: "s"}, lambda _: {})


def test_a_secret_that_cannot_be_read_says_so():
    def fail(_):
        raise MusterError("secret `s` is no JSON object")

    with pytest.raises(MusterError, match="no JSON object"):
        read_variables(RIGHT | {SECRET: "s"}, fail)


# logs


def line(message, *args, error=None):
    record = logging.LogRecord("bot.telling.posting", logging.ERROR, "f", 1, message, args, error)
    return json.loads(JsonLines().format(record))


def test_a_line_of_the_log_is_json_with_the_ids_of_run_and_execution():
    said = line("Slack refuses ROOT of run %s: %s", RUN, "x")

    assert (said["run"], said["level"], said["logger"]) == (RUN, "ERROR", "bot.telling.posting")
    assert line("signal: execution `%s` is over", RUN)["execution"] == RUN
    assert "run" not in line("nothing of the kind")


@pytest.mark.parametrize(
    "secret",
    ["xoxb-12-ab", "xapp-1-A0-x", "xoxp-1-2", "https://hooks.slack.com/commands/T0/1/abc"],
)
def test_no_secret_stands_in_a_log(secret):
    error = ValueError(f"posting to {secret} failed")
    said = line("token %s was refused", secret, error=(ValueError, error, None))

    assert secret not in json.dumps(said)
    assert "[hidden]" in said["message"]
    assert "[hidden]" in said["error"]
