"""What `muster embedded up` prints: a script for `sh` that leads any client there alone."""

import subprocess

from muster.entrypoints.local.greeting import (
    Greeting,
    greeting_lines,
    misleading,
    past_proxies,
)


def greeting(**changes):
    told = {
        "endpoint": "http://127.0.0.1:4710",
        "account": "123456789012",
        "region": "us-west-2",
        "environment": {"AWS_ENDPOINT_URL": "http://127.0.0.1:4710", "AWS_REGION": "a b"},
        "approver": "AKIAEMBEDDEDAPPROVER",
        "break_glass": "arn:aws:iam::123456789012:role/muster-break-glass",
        "plans": ("payments",),
        "speed": 20.0,
        "misleading": (),
    } | changes
    return list(greeting_lines(Greeting(**told)))


def sourced(lines, **environ):
    """The environment of a shell that has read the lines."""
    script = "\n".join([*lines, "env"])
    done = subprocess.run(
        ("sh", "-eu", "-c", script), env=environ, capture_output=True, text=True, check=True
    )
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_a_shell_can_read_it_whole():
    known = sourced(greeting(), AWS_PROFILE="production", AWS_SESSION_TOKEN="x", PATH="/bin")

    assert known["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4710"
    assert known["AWS_REGION"] == "a b"
    assert "AWS_PROFILE" not in known
    assert "AWS_SESSION_TOKEN" not in known


def test_variables_that_would_lead_elsewhere_are_named_and_unset():
    names = misleading(
        ["AWS_ENDPOINT_URL_DRS", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "PATH"]
    )

    assert names == ("AWS_ENDPOINT_URL_DRS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    known = sourced(greeting(misleading=names), AWS_ENDPOINT_URL_DRS="https://drs", PATH="/bin")
    assert "AWS_ENDPOINT_URL_DRS" not in known


def test_no_proxy_is_asked_for_it_beside_those_that_are_not_asked_already():
    assert past_proxies({}, "127.0.0.1")["NO_PROXY"] == "127.0.0.1"
    assert past_proxies({"NO_PROXY": "a.example"}, "127.0.0.1") == {
        "NO_PROXY": "a.example,127.0.0.1",
        "no_proxy": "a.example,127.0.0.1",
    }


def test_it_says_how_fast_time_runs_and_that_nothing_is_real():
    said = "\n".join(greeting(speed=60.0))

    assert "Time runs 60 times as fast: an hour takes 1 m 00 s." in said
    assert "touches a real account" in said


def test_it_says_how_to_become_the_approver_and_to_take_the_break_glass_role():
    said = "\n".join(greeting())

    assert "export AWS_ACCESS_KEY_ID=AKIAEMBEDDEDAPPROVER" in said
    assert (
        "aws sts assume-role --role-arn arn:aws:iam::123456789012:role/muster-break-glass" in said
    )


def test_with_nothing_published_it_says_how_to_publish():
    said = "\n".join(greeting(plans=()))

    assert "muster plan publish" in said
