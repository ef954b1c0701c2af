"""What reaches the bot of the demo over HTTP: only what Slack signed, only in time, only once."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest

from muster.embedded.slack import wall
from muster.embedded.slack.host import over_http
from muster.embedded.slack.outgoing.signing import signed_headers
from muster.embedded.slack.people import TEAM
from muster.entrypoints.channel.channel import channel_app, open_bot, open_channel
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import INVENTORY, PLAN, read_material
from muster.wiring import embedded_service

SMALL = """
plan: small
target: {region: us-west-2, account: "123456789012"}
objectives: {rto: 1h, rpo: 15m}
groups:
  db: {servers: [s-51d6b65c73391918f]}
waves:
  - wave: first
    groups: [db]
    approval: {in: [drill], from: "@dr-approvers", count: 1, expires: 1h, requester: refuse}
"""
SPEED = 100.0
PATIENCE = 30.0
"""Real seconds, for a busy machine."""

pytestmark = pytest.mark.slow


class Wire:
    """Between the channel's Slack and its bot: everything that passes is kept, and can be sent."""

    def __init__(self, channel, url):
        self.channel, self.url = channel, url
        self.passed = []
        self._forward = over_http(url)
        channel.slack.connect(self._carry)

    def _carry(self, method, path, headers, body):
        self.passed.append((dict(headers), body))
        return self._forward(method, path, headers, body)

    def last(self, kind):
        """The headers and body of the latest request of a kind, as the bot got them."""
        return next(sent for sent in reversed(self.passed) if kind.encode() in sent[1])

    def post(self, headers: Mapping[str, str], body: bytes, path: str = "") -> int:
        """The status of the answer to a request that anybody may send."""
        request = urllib.request.Request(self.url + path, data=body, headers=dict(headers))
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code


@pytest.fixture
def wire(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "plan.yaml").write_text(SMALL)
    material = read_material(
        [tmp_path / "plan.yaml"], inventory=INVENTORY, people=PLAN.parent / "people.yaml"
    )
    bots = []

    def kept(channel):
        bots.append(open_bot(channel))
        return bots[0]

    with (
        Installation(material, start=wall.now()) as aws,
        open_channel(aws, SPEED, bot=kept) as channel,
    ):
        yield Wire(channel, bots[0].url)


def table_of(channel):
    aws = channel.aws
    return embedded_service(aws.world, aws.owner, aws.settings, channel.flow).table


def runs_of(channel):
    return [str(entry["run"]) for entry in table_of(channel).items("RUNS#")]


def start_drill(channel):
    operator = channel.slack.act_as("operator")
    operator.command("/dr", "drill small")
    asked = until(channel, lambda: submittable(channel, "operator"))
    operator.submit(asked, {})


def submittable(channel, who):
    view = channel.slack.modal(who)
    return view if view and "submit" in view.payload else None


def until(channel, look):
    return channel.slack.wait_until(look, PATIENCE)


def titled(channel, words):
    found = [message for message in channel.slack.messages() if message.text.startswith(words)]
    return found[-1] if found else None


def signed(body, *, age=0, secret=None):
    app = channel_app()
    stamp = int(wall.now()) - age
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return form | signed_headers(secret or app.signing_secret, stamp, body)


def command(channel, text):
    place = {"team_id": TEAM, "channel_id": channel.slack.channel_id("disaster-recovery")}
    who = {"user_id": channel.players.operator.id, "trigger_id": "1.1.forged"}
    return urlencode({"command": "/dr", "text": text, **place, **who}).encode()


def test_only_what_slack_signed_in_time_is_heard(wire):
    body = command(wire.channel, "whoami")
    known = signed(body)
    unsigned = {name: text for name, text in known.items() if not name.startswith("X-Slack")}

    assert wire.post(known, body) == 200
    assert wire.post(unsigned, body) == 401
    assert wire.post(signed(body, secret="somebody-else's"), body) == 401
    assert wire.post(signed(body, age=360), body) == 401
    assert wire.post(signed(body, age=-360), body) == 401
    assert wire.post(known, body + b"&text=drill+small") == 401
    assert wire.post(known, body, path="/elsewhere") == 404
    assert runs_of(wire.channel) == []


def test_what_is_sent_again_within_the_window_has_one_effect(wire):
    start_drill(wire.channel)
    needed = until(wire.channel, lambda: titled(wire.channel, "Approval needed: first"))
    started = wire.last("view_submission")

    assert [wire.post(*started) for _ in range(3)] == [200, 200, 200]
    assert len(runs_of(wire.channel)) == 1

    approver = wire.channel.slack.act_as("approver")
    approver.click(needed, "Approve")
    until(wire.channel, lambda: submittable(wire.channel, "approver"))
    approver.submit(values={"dr.why": "once"})
    until(wire.channel, lambda: titled(wire.channel, "Approved: first"))
    decided = wire.last("view_submission")

    assert [wire.post(*decided) for _ in range(3)] == [200, 200, 200]
    (run,) = runs_of(wire.channel)
    assert len(table_of(wire.channel).items(f"DECISION#{run}")) == 1
    rows = [str(row["text"]) for row in table_of(wire.channel).items(f"AUDIT#{run}")]
    assert len([text for text in rows if text.startswith("approve gate first")]) == 1
    assert len([m for m in wire.channel.slack.messages() if m.text.startswith("Drill of")]) == 1


def test_of_two_who_decide_at_once_one_does_and_both_are_told(wire):
    start_drill(wire.channel)
    needed = until(wire.channel, lambda: titled(wire.channel, "Approval needed: first"))
    for who in ("approver", "oncall"):
        wire.channel.slack.act_as(who).click(needed, "Approve")
        until(wire.channel, lambda who=who: submittable(wire.channel, who))

    at_once = threading.Barrier(2)

    def submit(who):
        person = wire.channel.slack.act_as(who)
        at_once.wait(PATIENCE)
        person.submit(values={"dr.why": f"{who} has looked"})

    threads = [threading.Thread(target=submit, args=(who,)) for who in ("approver", "oncall")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    told = until(wire.channel, lambda: titled(wire.channel, "Approved: first"))
    (run,) = runs_of(wire.channel)
    (decision,) = table_of(wire.channel).items(f"DECISION#{run}")
    winner = str(decision["person"])
    loser = {"approver": "oncall", "oncall": "approver"}[winner]
    assert {"approver": "Alan Approver", "oncall": "Nora Night"}[winner] in told.text
    assert wire.channel.slack.modal(winner) is None
    refused = json.dumps(wire.channel.slack.modal(loser).payload)
    assert "Not done" in refused
    assert "decided" in refused
