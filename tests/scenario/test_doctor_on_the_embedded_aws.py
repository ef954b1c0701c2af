"""`muster doctor` on the embedded AWS: before anything is there, after a deployment, and ill."""

import dataclasses
import json

import pytest
from fakes.world_clock import WorldClock
from stage import OPERATOR, REGION, START, TEMPLATES

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.world import World
from muster.embedded.slack.host import EmbeddedSlack, Person, Workspace
from muster.embedded.slack.people import TEAM, App
from muster.entrypoints.cli.root import root
from muster.entrypoints.deploy.opened import opened_on
from muster.entrypoints.doctor.opened import patient_on
from muster.entrypoints.releases import publication_of
from muster.model.settings import Settings
from muster.model.workspace import load_people, load_plan
from muster.service.commands.publish import publish
from muster.service.doctor.examine import examine
from muster.service.doctor.finding import Verdict
from muster.service.values import Place

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
CHANNEL = "C0DR"
BOT_SCOPES = (
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "usergroups:read",
    "users:read",
)
OF_ANOTHER = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}
"""A trust policy that leaves Systems Manager out."""


class WorldWallClock:
    """This machine's clock, which goes wrong when a test says so."""

    def __init__(self):
        self.seconds = 0.0

    def ahead(self):
        return self.seconds


class Clinic:
    """A world, who may do everything in it, and the doctor's view of it."""

    def __init__(self, world, slack):
        self.world = world
        self.slack = slack
        self.wall_clock = WorldWallClock()
        self.connection = Connection(world.session(OPERATOR, REGION), WorldClock(world))
        self.patient = patient_on(
            self.connection, self.wall_clock, Settings(), stack="muster", slack_api=slack.api_url
        )

    def client(self, service):
        return self.world.client(service, principal=OPERATOR, region=REGION)

    def deploy(self, package):
        opened = opened_on(self.connection, Place("the AWS of this test"), RandomIds())
        code = root.main(
            args=[
                *("deploy", "--package", str(package), "--yes"),
                *("--slack-channel", self.slack.channel_id("dr"), "--slack-team", TEAM),
            ],
            prog_name="muster",
            standalone_mode=False,
            obj=opened,
        )
        assert code == 0

    def connect_slack(self):
        """What moto's CloudFormation does not make, and what a person fills in."""
        secret = {"token": App().token, "signing_secrets": ["a-secret-for-tests"]}
        self.client("secretsmanager").create_secret(
            Name="muster-slack", SecretString=json.dumps(secret)
        )

    def publish(self):
        plan = load_plan(TEMPLATES / "plans" / "payments.yaml")
        people = load_people(TEMPLATES / "plans" / "people.yaml")
        done = publication_of([plan], Settings(), people=people)
        publish(self.patient.service, done, lay_foundation=False)

    def tag(self):
        drs = self.client("drs")
        for server in drs.describe_source_servers(filters={})["items"]:
            drs.tag_resource(resourceArn=server["arn"], tags={"muster:recover": "yes"})

    def findings(self, *verdicts):
        return [each for each in examine(self.patient) if each.verdict in verdicts]


@pytest.fixture
def slack():
    people = (Person("U0OPERATOR", "olivia", "Olivia Operator", "", "operator@example.com"),)
    app = App(signing_secret="a-secret-for-tests", scopes=frozenset(BOT_SCOPES))
    made = EmbeddedSlack(Workspace(people=people, channels=("dr",), app=app))
    server = made.serve()
    yield made
    server.stop()


@pytest.fixture
def clinic(slack):
    inventory = load_inventory((TEMPLATES / "inventories" / "sample.yaml").read_text())
    with World(inventory, start=START, seed=0) as world:
        yield Clinic(world, slack)


@pytest.fixture
def deployed(clinic, tmp_path):
    package = tmp_path / "functions.zip"
    package.write_bytes(b"not looked into by moto")
    clinic.deploy(package)
    clinic.connect_slack()
    clinic.publish()
    clinic.tag()
    return clinic


def test_where_nothing_is_deployed_the_first_thing_to_do_is_named(clinic):
    failed = clinic.findings(Verdict.FAIL)

    assert [each.check for each in failed] == [
        "hub",
        "roles of the hub",
        "roles of the hub",
        "run table",
        "runbooks of the verbs",
    ]
    assert failed[0].fix == "deploy it: `muster deploy`"
    good = {each.check for each in clinic.findings(Verdict.PASS)}
    assert good >= {"credentials", "clock", "DRS", "roles of DRS", "quota of vCPUs"}


def test_after_a_deployment_nothing_fails(deployed):
    assert deployed.findings(Verdict.FAIL) == []
    assert deployed.findings(Verdict.WARN, Verdict.SKIP) == []


def test_what_breaks_later_is_found(deployed):
    deployed.client("events").disable_rule(Name="muster-from-muster")
    deployed.client("sqs").delete_queue(
        QueueUrl=deployed.client("sqs").get_queue_url(QueueName="muster-events")["QueueUrl"]
    )
    deployed.client("lambda").delete_function(FunctionName="muster-reconciler")
    deployed.client("iam").update_assume_role_policy(
        RoleName="muster-decision", PolicyDocument=json.dumps(OF_ANOTHER)
    )
    deployed.client("ssm").delete_document(Name="muster-wave-payments.web")
    deployed.wall_clock.seconds = 600.0

    found = {each.check: each.sentence for each in deployed.findings(Verdict.FAIL)}

    assert found.keys() == {
        "clock",
        "roles of the hub",
        "plans",
        "event rules",
        "queue",
        "functions",
    }
    assert found["plans"] == "document `muster-wave-payments.web` is gone"


def test_what_slack_says_is_told_without_the_token(deployed):
    secret = {"token": "xoxb-0-nobodys-token", "signing_secrets": []}
    deployed.client("secretsmanager").put_secret_value(
        SecretId="muster-slack", SecretString=json.dumps(secret)
    )

    (found,) = deployed.findings(Verdict.FAIL)

    assert (found.check, found.sentence) == (
        "Slack",
        "Slack does not take the token: invalid_auth",
    )


def test_scopes_that_a_later_version_needs_are_said_to_be_missing(deployed):
    deployed.patient = dataclasses.replace(
        deployed.patient, scopes=deployed.patient.scopes | {"files:write"}
    )

    (found,) = deployed.findings(Verdict.FAIL)

    assert found.sentence == "the app lacks files:write"


def test_drs_that_was_never_set_up_is_said(clinic):
    clinic.world.parts.drs.targets.at(clinic.world.inventory.account, REGION).initialized = False

    failed = [each.check for each in clinic.findings(Verdict.FAIL)]

    assert failed[0] == "DRS"
    assert "roles of DRS" in failed
