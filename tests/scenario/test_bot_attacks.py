"""What strangers, forgers and screens that are behind achieve: nothing, and they are told so."""

import json
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving, asking
from fakes.bot_team import APPROVER, OPERATOR, SECRET, TEAM
from fakes.forgeries import click, sent, signed, submit
from fakes.muster_service import RUN

from bot.http import LONGEST_BODY, PATH, Door
from bot.signatures import WINDOW
from muster.engine.keys import run_key, wave_key

NOW = 1_795_176_000
SHOWN = {
    "run": RUN,
    "gate": "applications",
    "attempt": 1,
    "digest": "d1d1d1d1d1d1d1d1",
    "epoch": 1,
}
"""What the buttons of the gate in `approving` are bound to."""

COMMAND = urlencode({"command": "/dr", "text": "help", "user_id": "U1", "team_id": TEAM}).encode()


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        team.refresh(RUN)
        yield team


def untouched(team):
    run = team.service.table.item(run_key(RUN))
    return not run.get("hold") and run["state"] == "running" and team.executions.started == []


# the door


def test_an_unsigned_request_is_refused(running):
    answer = running.door.answer("POST", PATH, {}, COMMAND)

    assert (answer.status, answer.body) == (401, b"")


@pytest.mark.parametrize("age", [WINDOW + 1, -WINDOW - 1, 360])
def test_an_old_or_early_request_is_refused(running, age):
    assert sent(running, COMMAND, at=running.wall() - age).status == 401


def test_a_request_within_the_window_is_heard(running):
    assert sent(running, COMMAND, at=running.wall() - WINDOW + 1).status == 200


@pytest.mark.parametrize("secret", ["", "another secret", SECRET + " "])
def test_a_wrongly_signed_request_is_refused(running, secret):
    assert sent(running, COMMAND, secret=secret).status == 401


@pytest.mark.parametrize("stamp", ["", "abc", "1e9", "-1", "\uff19", "99999999999999999999", "1.5"])
def test_a_timestamp_that_is_none_is_refused(running, stamp):
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": "v0=00"}

    assert running.door.answer("POST", PATH, headers, COMMAND).status == 401


def test_a_signature_that_is_no_text_of_ours_is_refused(running):
    headers = {"x-slack-request-timestamp": str(int(running.wall())), "x-slack-signature": "v0=é"}

    assert running.door.answer("POST", PATH, headers, COMMAND).status == 401


def test_a_changed_body_is_refused(running):
    headers = signed(SECRET, int(running.wall()), COMMAND)

    assert running.door.answer("POST", PATH, headers, COMMAND + b"&x=1").status == 401


def test_both_signing_secrets_are_good_while_one_replaces_the_other():
    door = Door(["new", "old"], lambda: None, lambda: NOW)
    for secret in ("new", "old"):
        assert door._refusal("POST", PATH, signed(secret, NOW, b"x"), b"x") == 0


def test_without_a_secret_nobody_gets_in():
    door = Door([""], lambda: None, lambda: NOW)

    assert door.answer("POST", PATH, signed("", NOW, b"x"), b"x").status == 401


def test_an_oversized_body_is_refused_before_it_is_looked_at(running):
    body = b"x" * (LONGEST_BODY + 1)

    assert sent(running, body).status == 413
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": PATH,
        "CONTENT_LENGTH": "99999999999",
        "wsgi.input": Endless(),
    }
    started = []
    list(running.door(environ, lambda *given: started.append(given)))
    assert started[0][0].startswith("413")


class Endless:
    """A body that never ends; whoever reads all of it has lost."""

    def read(self, size):
        assert size <= LONGEST_BODY + 1
        return b"x" * size


@pytest.mark.parametrize(("method", "path", "status"), [("GET", PATH, 405), ("POST", "/", 404)])
def test_other_doors_are_closed(running, method, path, status):
    assert sent(running, COMMAND, method=method, path=path).status == status


def test_a_stranger_is_refused_before_slack_bolt_or_boto3_are_loaded():
    code = (
        "import sys; from bot.http import Door;"
        "door = Door(['s'], lambda: 1/0, lambda: 1.0);"
        "assert door.answer('POST', '/slack/events', {}, b'x').status == 401;"
        "loaded = {m.split('.')[0] for m in sys.modules};"
        "assert not loaded & {'boto3', 'slack_bolt', 'slack_sdk', 'pydantic'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("body", [b"", b"payload=%7B", b"payload=[]", b"\xff\xfe", b"{}"])
def test_nonsense_that_is_signed_does_no_harm(running, body):
    assert sent(running, body).status in (200, 400, 404, 500)
    assert untouched(running)


# forged and stale values


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "pause",
        "{}",
        '{"run": 1}',
        '{"run": "../x"}',
        f'{{"run": "{RUN}", "more": "x"}}',
        f'{{"run": "{RUN}", "epoch": "1"}}',
        f'{{"run": "{RUN}", "epoch": -1}}',
        '{"run": "' + "x" * 5000 + '"}',
    ],
)
def test_a_forged_value_does_nothing(running, value):
    assert click(running, "dr.pause", value).status == 200
    assert untouched(running)


def test_a_button_of_a_run_that_is_not_there_does_nothing(running):
    value = json.dumps({"run": "00000000-0000-4000-8000-000000000009", "epoch": 1})

    assert click(running, "dr.cancel", value).status == 200
    assert untouched(running)


def test_a_button_of_an_earlier_epoch_does_nothing(running):
    value = json.dumps({"run": RUN, "epoch": 7})

    assert click(running, "dr.pause", value).status == 200
    assert untouched(running)


def test_an_unknown_button_says_that_it_is_out_of_date(running):
    assert click(running, "dr.explode", "{}").status == 200
    assert click(running, "something.else", "{}").status == 200
    assert untouched(running)


def test_a_right_signature_for_another_team_is_refused(running):
    value = json.dumps({"run": RUN, "epoch": 1})

    assert click(running, "dr.pause", value, team_id="T0OTHERS").status == 200
    assert untouched(running)


def test_a_button_of_an_old_attempt_does_nothing():
    with BotOnFakes(asking().wave("applications", state="failed", attempt=2, launched=1)) as team:
        value = json.dumps({"run": RUN, "epoch": 1, "wave": "applications", "attempt": 1})
        click(team, "dr.retry.applications", value)

        assert team.service.table.item(wave_key(RUN, "applications"))["attempt"] == 2


@pytest.mark.parametrize(
    "changed",
    [{"gate": "web"}, {"gate": "run"}, {"attempt": 2}, {"digest": "0" * 16}, {"epoch": 9}],
)
def test_an_approval_counts_for_the_very_gate_attempt_and_servers_that_were_shown(changed):
    with BotOnFakes(approving()) as team:
        value = json.dumps({**SHOWN, **changed})
        click(team, "dr.approve.applications", value, user="U0APPROVER")

        assert team.slack.modal(APPROVER) is None
        assert team.items(f"DECISION#{RUN}") == []


def test_a_forged_modal_cannot_decide_past_the_checks_of_the_button():
    with BotOnFakes(approving()) as team:
        answer = submit(team, "dr.decide", {**SHOWN, "says": "approve"})

        assert b"you started this run" in answer.body.lower()
        assert team.items(f"DECISION#{RUN}") == []


def test_a_recovery_cannot_be_confirmed_by_a_forged_drill_modal():
    with BotOnFakes() as team:
        bound = {"plan": "payments", "hash": "0" * 64, "mode": "recovery"}
        answer = submit(team, "dr.start", bound)

        assert json.loads(answer.body)["errors"] == {
            "dr.name": "This is not payments. Nothing was started."
        }
        assert team.items("RUNS#") == []


def test_a_guest_of_the_people_file_may_do_nothing(running):
    people = running.service.table.item(("PEOPLE#", "PEOPLE"))["people"]
    guest = {"person": "guest", "slack": {"user": "U0GUEST00"}, "roles": ["admin"]}
    people.append(guest)

    running.type("guest", "pause")

    assert "You are a guest of this workspace" in running.told("guest")
    assert untouched(running)


def test_whoever_slack_cannot_vouch_for_may_do_nothing(running):
    running.restart_bot()
    running.slack.faults.change({"rate_limited": {"users.info": 1}})
    running.type(OPERATOR, "pause")

    assert "Slack does not say whether you are a guest" in running.told(OPERATOR)
    assert "Try again in a minute, or use the command line." in running.told(OPERATOR)
    assert untouched(running)
    running.type(OPERATOR, "pause")
    assert not untouched(running)


def test_what_people_type_means_nothing_to_slack(running):
    running.type(OPERATOR, "pause <!channel> *now* <https://evil.example|x>")

    held = running.message("Drill of payments: paused")
    assert "<!channel>" not in json.dumps(held.blocks)
    assert "evil.example" not in json.dumps(held.blocks).replace("\\u2060", "/")


def test_a_secret_is_never_printed(running):
    settings = running.settings()

    assert SECRET not in repr(settings)
    assert "xoxb-embedded" not in f"{settings!r} {settings}"
