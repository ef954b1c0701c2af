"""How soon Slack is answered: signed requests at the bot's own door, and cold starts.

The bot stands on an embedded AWS, by the door in the process, and asks an embedded Slack over a
socket. A request counts until the door has given its answer, which is the acknowledgement.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode

from benchmarks.crowd import OLIVIA, RUN, TEAM, Crowd
from benchmarks.figure import Figure
from bot.app import app_of
from bot.http import PATH, Door
from muster.embedded.slack.outgoing.signing import signed_headers
from muster.engine.keys import run_key
from muster.engine.writes import update
from muster.service.book import CHAT

ABOUT = """
How soon Slack is answered: signed requests at the bot's own door, the 95th percentile of 100 each,
on an embedded AWS and an embedded Slack of the same process; and cold starts of the function.
"""
SECRET = "benchmark-signing-secret"
REQUESTS = 100
QUIET = 0.05
"""Seconds without a new row in the book of the chat: the bot is at rest."""

TARGET_MS = 100.0
COLD_MS = 1_000.0
TRIES = 5
FUNCTION = "muster.entrypoints.functions.slack_function"
ALL_OF_IT = (FUNCTION, "muster.entrypoints.functions.wired", "bot.app")
HEAVY = ("slack_bolt", "boto3", "botocore", "pydantic")


def measure() -> Iterator[Figure]:
    """The 95th percentile of each kind of request, in ms; cold starts, the best of a few, in ms."""
    with Crowd(6) as crowd:
        door = Door([SECRET], lambda: app_of(crowd.bot), time.time)
        for name, text in (("a question", "status"), ("an act", "pause")):
            taken = [_asked(crowd, door, text, number) for number in range(REQUESTS)]
            yield Figure(f"{name}, signed, acknowledged (p95)", _p95(taken), "ms", TARGET_MS)
        taken = [_clicked(crowd, door, number) for number in range(REQUESTS)]
        yield Figure("a click, signed, acknowledged (p95)", _p95(taken), "ms", TARGET_MS)
    yield Figure("cold import of the Slack function", _cold((FUNCTION,)), "ms", COLD_MS)
    yield Figure("and of all that a signed request needs", _cold(ALL_OF_IT), "ms", COLD_MS)
    yield Figure("modules too many for an unsigned request", _too_many(), "modules", 0)


def _asked(crowd: Crowd, door: Door, text: str, number: int) -> float:
    _resume(crowd)
    form = {"command": "/dr", "text": text, "team_id": TEAM, "user_id": OLIVIA}
    return _sent(door, urlencode({**form, "trigger_id": f"{text}.{number}"}).encode())


def _clicked(crowd: Crowd, door: Door, number: int) -> float:
    _resume(crowd)
    action = {"action_id": "dr.pause", "action_ts": str(number), "type": "button", "block_id": "b"}
    value = json.dumps({"run": RUN, "epoch": 1})
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": OLIVIA, "team_id": TEAM},
        "channel": {"id": crowd.settings().channel},
        "trigger_id": f"click.{number}",
        "response_url": "http://127.0.0.1:9/none",
        "actions": [{**action, "value": value}],
    }
    return _sent(door, urlencode({"payload": json.dumps(payload)}).encode())


def _resume(crowd: Crowd) -> None:
    """Let the bot end what it does after an answer, and the run not be paused, as if people did."""
    rows, seen = -1, 0
    while rows != seen:
        rows = seen
        crowd.rest(QUIET)
        seen = len(crowd.parts.service.table.items(f"AUDIT#{CHAT}"))
    crowd.parts.acting.writer.write(update(run_key(RUN), {"hold": False}))


def _sent(door: Door, body: bytes) -> float:
    signed = signed_headers(SECRET, int(time.time()), body)
    headers = {name.lower(): text for name, text in signed.items()}
    headers["content-type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    answer = door.answer("POST", PATH, headers, body)
    taken = time.perf_counter() - began
    if answer.status != HTTPStatus.OK:
        raise AssertionError(f"answered {answer.status}: {answer.body[:200]!r}")
    return taken * 1000


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def _cold(modules: tuple[str, ...]) -> float:
    """Milliseconds of a new interpreter until the modules are loaded; the best of a few."""
    return min(_timed_import(modules) for _ in range(TRIES))


def _timed_import(modules: tuple[str, ...]) -> float:
    code = "import time; began = time.perf_counter(); "
    code += "".join(f"import {module}; " for module in modules)
    code += "print((time.perf_counter() - began) * 1000)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _too_many() -> float:
    """How many of the heavy modules a stranger's request makes the function load."""
    event = {"requestContext": {"http": {"method": "POST"}}, "rawPath": PATH, "body": "x"}
    code = f"""
import sys
from {FUNCTION} import handler
assert handler({event!r}, None)["statusCode"] == 401
print(len({{name.split(".")[0] for name in sys.modules}} & set({HEAVY!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)
