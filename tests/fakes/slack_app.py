"""An app for the embedded Slack, in this process: it records requests and answers as told."""

import json
from urllib.parse import parse_qs

from slack_sdk.signature import Clock
from werkzeug.test import Client

from muster.embedded.slack.host import EmbeddedSlack, Group, Person, Workspace

ANA, BEN = "U0ANA", "U0BEN"
PEOPLE = (
    Person(ANA, "ana", "Ana Silva", "drill operator", "ana@example.com"),
    Person(BEN, "ben", "Ben Okoro", "approver", "ben@example.com"),
)
GROUPS = (Group("S0APPROVERS", "dr-approvers", "DR approvers", (BEN,)),)
NOON = 1_795_176_000.0  # 2026-11-20 12:00 UTC


class HandClock:
    """A clock that moves only when told."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds


class RecordingApp:
    """Every request to the app, and the answers it gives: by kind, else an empty 200."""

    def __init__(self, clock=None, takes=0.0):
        self.requests = []
        self.answers = {}
        self.clock, self.takes = clock, takes

    def __call__(self, method, path, headers, body):
        request = decoded(headers, body)
        self.requests.append(request)
        if self.clock is not None:
            self.clock.advance(self.takes)
        answer = self.answers.get(request["kind"], {})
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, int):
            return answer, {}, b""
        if isinstance(answer, tuple):
            return answer
        return 200, {}, json.dumps(answer).encode() if answer else b""

    def only(self, kind):
        found = [request for request in self.requests if request["kind"] == kind]
        assert len(found) == 1, [request["kind"] for request in self.requests]
        return found[0]


def decoded(headers, body):
    """What came, as one mapping with the `kind` of request, its `headers` and raw `body`."""
    text = body.decode()
    if headers["Content-Type"] == "application/json":
        content = json.loads(text)
        kind = content.get("event", content)["type"]
    else:
        form = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
        content = json.loads(form["payload"]) if "payload" in form else form
        kind = content.get("type", "command")
    return {"kind": kind, "content": content, "headers": dict(headers), "body": body}


def workspace(**more):
    return Workspace(**{"people": PEOPLE, "groups": GROUPS} | more)


class Stage:
    """A workspace with a hand-moved clock, a recording app and its Web API."""

    def __init__(self, takes=0.0, rates=None, **more):
        self.clock = HandClock()
        self.slack = EmbeddedSlack(
            workspace(**more), clock=self.clock, wall=self.clock, rates=rates
        )
        self.app = RecordingApp(self.clock, takes)
        self.slack.connect(self.app)
        self.http = Client(self.slack.application)
        self.channel = self.slack.channel_id("disaster-recovery")

    def clock_of(self):
        """The hand-moved clock in the form that slack_sdk wants."""
        clock = Clock()
        clock.now = lambda: self.clock.now
        return clock

    def call(self, method, /, token="xoxb-embedded", **arguments):
        """The answer of one Web API call, sent as JSON."""
        return self.respond(method, token, json=arguments).json

    def respond(self, method, token="xoxb-embedded", **how):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.post(f"/api/{method}", headers=headers, **how)

    def post(self, text="hello", **more):
        """The `ts` of a new message in the channel."""
        return self.call("chat.postMessage", channel=self.channel, text=text, **more)["ts"]
