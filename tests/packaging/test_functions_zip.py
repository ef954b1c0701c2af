"""The zip of the functions: what is in it, and that it works where nothing else is."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from stage import ACCOUNT, APPROVER, REGION, Stage, two_waves

from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.session import open_session
from muster.embedded.aws.principals import USERS
from muster.embedded.slack.host import EmbeddedSlack, Person, Workspace
from muster.embedded.slack.people import TEAM, App
from muster.entrypoints.packaging.build import build
from muster.entrypoints.packaging.targets import LAMBDA, here
from muster.model.workspace import load_people
from muster.service.errors import MusterError
from muster.service.values import Place

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
INVOKE = Path(__file__).with_name("invoke.py")
FUNCTIONS = "muster.entrypoints.functions"
SECRET = "a-signing-secret-for-tests"
NATIVE = (".so", ".pyd", ".dylib")
"""The files that fit one kind of machine only."""

SCOPES = frozenset({"channels:history", "chat:write", "commands", "groups:history", "users:read"})


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """The zips for this machine and for Lambda."""
    folder = tmp_path_factory.mktemp("packages")
    try:
        return {target.name: build(target, folder) for target in (here(), LAMBDA)}
    except MusterError as error:
        pytest.skip(f"no dependencies: {error.sentence}")


@pytest.fixture(scope="module")
def unpacked(packages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(packages["here"].path) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def stage():
    with Stage(plan=two_waves(), quick=True) as made:
        yield made


@pytest.fixture
def slack():
    people = (Person("U0OPERATOR", "olivia", "Olivia Operator", "", "operator@example.com"),)
    app = App(signing_secret=SECRET, scopes=SCOPES)
    made = EmbeddedSlack(Workspace(people=people, channels=("dr",), app=app))
    server = made.serve()
    yield made
    server.stop()


@pytest.fixture
def functions(stage, slack, unpacked):
    """Invokes a function of the zip as its role, with what the stack would have told it."""
    secret = {"token": App().token, "signing_secrets": [SECRET]}
    stage.client("secretsmanager").create_secret(
        Name="muster-slack", SecretString=json.dumps(secret)
    )
    people = load_people(ROOT / "templates" / "plans" / "people.yaml").model_dump(mode="json")
    for person in people["people"]:
        person["slack"] = {"team": TEAM, "user": "U0OPERATOR"}
    stage._put("PEOPLE#", "PEOPLE", {**people, "people": people["people"][:1]})
    port = stage.world.listen().port

    def invoke(name, role, *events):
        around = _environment(stage, slack, port, role)
        return _invoked(unpacked, f"{FUNCTIONS}.{name}", events, around)

    invoke.now = _time_of(port)
    return invoke


def test_the_same_commit_makes_the_same_bytes(packages, tmp_path):
    again = build(here(), tmp_path)

    assert again.sha256 == packages["here"].sha256


def test_the_zip_for_lambda_differs_in_native_files_only(packages):
    contents = {name: _contents(made.path) for name, made in packages.items()}
    native = {
        name: {each for each in found if each.endswith(NATIVE)} for name, found in contents.items()
    }

    assert native["here"]
    assert all("aarch64" in name for name in native["lambda"])
    plain = {
        name: {k: v for k, v in found.items() if k not in native[name]}
        for name, found in contents.items()
    }
    assert plain["here"] == plain["lambda"]


def test_nothing_of_the_embedded_aws_or_of_development_is_in_it(packages):
    names = set(_contents(packages["lambda"].path))
    tops = {name.partition("/")[0] for name in names}

    assert not {"moto", "flask", "werkzeug", "pytest", "click", "jinja2", "templates"} & tops
    assert not [name for name in names if name.startswith("muster/embedded/")]
    assert not [name for name in names if "__pycache__" in name or "/cli/" in name]


def test_it_is_small_and_brings_its_own_boto3(packages):
    names = set(_contents(packages["lambda"].path))

    assert packages["lambda"].size < 10_000_000
    assert "boto3/__init__.py" in names
    assert any(name.startswith("botocore/data/drs/") for name in names)


def test_a_signed_slash_command_is_served(functions):
    answer = functions("slack_function", "muster-bot", _command("help", functions.now))

    assert answer["statusCode"] == 200
    assert "drill" in answer["body"]


def test_an_unsigned_request_is_refused(functions):
    forged = _command("help", functions.now)
    forged["headers"]["x-slack-signature"] = "v0=" + "0" * 64

    assert functions("slack_function", "muster-bot", forged)["statusCode"] == 401


def test_a_batch_of_recorded_events_becomes_a_message(functions, stage, slack):
    run = stage.drill(who=APPROVER)
    stage.until_run(run, "running")
    told = json.loads((ROOT / "tests" / "events" / "muster_run_changed.json").read_text())
    bodies = [{**told, "detail": {**told["detail"], "run": run, "execution": run}}]
    bodies += [
        json.loads((ROOT / "tests" / "events" / f"{name}.json").read_text())
        for name in ("ssm_step", "drs_launch_succeeded", "cloudtrail_start_recovery")
    ]

    answer = functions("consumer_function", "muster-consumer", _batch(*bodies, "no event at all"))

    assert answer == {"batchItemFailures": []}
    assert any("small" in message.text for message in slack.messages())


def test_the_reconciler_looks_after_runs_and_measures_what_they_wait_for(functions, stage):
    run = stage.drill()
    stage.until_run(run, "running")

    assert functions("reconciler_function", "muster-reconciler", {}) == {"active": 1}


def _time_of(port):
    """The time that clients take from the answers of this AWS."""
    clock = AwsClock()
    place = Place("embedded", "", REGION, f"http://127.0.0.1:{port}", USERS["operator"], SECRET)
    connection = Connection(open_session(place), clock, endpoint=place.endpoint)
    connection.call("sts", "get_caller_identity")
    return clock.now()


def _command(text, now):
    body = urlencode(
        {
            "command": "/dr",
            "text": text,
            "team_id": TEAM,
            "user_id": "U0OPERATOR",
            "channel_id": "C0DR",
            "trigger_id": "1.2.3",
            "response_url": "http://127.0.0.1:9/none",
        }
    )
    stamp = str(now)
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "version": "2.0",
        "rawPath": "/slack/events",
        "requestContext": {"http": {"method": "POST"}},
        "headers": {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signed}",
        },
        "body": body,
        "isBase64Encoded": False,
    }


def _batch(*bodies):
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "body": body if isinstance(body, str) else json.dumps(body),
                "attributes": {"ApproximateReceiveCount": "1"},
            }
            for number, body in enumerate(bodies)
        ]
    }


def _environment(stage, slack, port, role):
    session = stage.world.principals.key_for(f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/function")
    return {
        **stage.world.environment(port),
        "AWS_ACCESS_KEY_ID": session,
        "AWS_REGION": REGION,
        "MUSTER_SLACK_SECRET": "muster-slack",
        "MUSTER_SLACK_CHANNEL": slack.channel_id("dr"),
        "MUSTER_SLACK_TEAM": TEAM,
        "MUSTER_SLACK_API": slack.api_url,
        "MUSTER_DECISION_ROLE": f"arn:aws:iam::{ACCOUNT}:role/muster-decision",
        "PATH": os.environ["PATH"],
    }


def _invoked(folder, module, events, environment):
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(INVOKE), str(folder), module],
        input=json.dumps(events),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["foreign"] == []
    return found["answers"][0]


def _contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
