"""`muster deploy` and `muster destroy` on the embedded AWS, as far as moto's CloudFormation goes.

What moto does not make is named; that the rest of the template is right, cfn-lint says.
"""

import re
import warnings

import pytest
from fakes.world_clock import WorldClock
from stage import OPERATOR, REGION, START, TEMPLATES

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.world import World
from muster.entrypoints.cli.failures import explain
from muster.entrypoints.cli.root import root
from muster.entrypoints.deploy.opened import opened_on
from muster.entrypoints.deploy.stack.notation import read
from muster.entrypoints.deploy.stack.template import hub
from muster.service.values import Place

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
NOT_IN_MOTO = {
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::Url",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::Secret",
}


class Installed:
    """`installed("deploy", "--yes")` gives exit code, stdout and stderr."""

    def __init__(self, world, capsys, package):
        self.world, self._capsys, self._package = world, capsys, package
        connection = Connection(world.session(OPERATOR, REGION), WorldClock(world))
        self.opened = opened_on(connection, Place("the AWS of this test"), RandomIds())
        self.cloudformation = world.client("cloudformation", principal=OPERATOR, region=REGION)

    def __call__(self, *args):
        self._capsys.readouterr()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = root.main(
                    args=list(args), prog_name="muster", standalone_mode=False, obj=self.opened
                )
        except Exception as error:  # noqa: BLE001 - as main does
            code = explain(error)
        printed = self._capsys.readouterr()
        return code or 0, printed.out, printed.err

    def deploy(self, *args):
        return self("deploy", "--package", str(self._package), *args)

    def resources(self):
        pages = self.cloudformation.get_paginator("list_stack_resources").paginate(
            StackName="muster"
        )
        return {each["LogicalResourceId"] for p in pages for each in p["StackResourceSummaries"]}


@pytest.fixture
def installed(capsys, tmp_path):
    package = tmp_path / "functions.zip"
    package.write_bytes(b"not looked into by moto")
    inventory = load_inventory((TEMPLATES / "inventories" / "sample.yaml").read_text())
    with World(inventory, start=START, seed=0) as world:
        yield Installed(world, capsys, package)


def test_the_hub_is_made_as_far_as_moto_knows_its_resources(installed):
    code, out, err = installed.deploy("--slack-channel", "C012345", "--yes")

    template = read(hub())["Resources"]
    missing = {template[name]["Type"] for name in set(template) - installed.resources()}
    assert code == 0, err
    assert missing - {"AWS::SNS::Subscription"} == NOT_IN_MOTO
    assert re.search(r"^Add +RunTable +AWS::DynamoDB::Table$", out, re.MULTILINE)
    assert "stack muster: CREATE_COMPLETE" in out
    assert "What to do next:" in out
    assert "11 published" in err


def test_the_runbooks_of_the_verbs_come_with_the_hub(installed):
    installed.deploy("--yes")

    ssm = installed.world.client("ssm", principal=OPERATOR, region=REGION)
    assert ssm.describe_document(Name="muster-decide")["Document"]["DefaultVersion"] == "1"


def test_a_second_deployment_changes_nothing(installed):
    installed.deploy("--yes")

    code, _, err = installed.deploy("--yes")

    assert code == 0
    assert "stack muster is up to date" in err
    assert "0 published" in err


def test_a_dry_run_shows_everything_and_changes_nothing(installed):
    code, out, _ = installed.deploy("--dry-run")

    assert code == 0
    assert "RunTable" in out
    assert installed.opened.deploying.stacks.look("muster") is None
    assert not installed.opened.deploying.record.exists()


def test_nobody_there_to_agree_is_no_agreement(installed):
    code, _, err = installed.deploy()

    assert code == 2
    assert "add `--yes`" in err


@pytest.mark.parametrize("after", ["CreateBucket", "PutObject", "CreateChangeSet"])
def test_a_deployment_that_was_killed_is_repeated(installed, after):
    from muster.embedded.aws.kit import AwsError

    def dies(entry):
        if entry.operation == after and not deaths:
            deaths.append(entry)
            raise AwsError("AccessDenied", "as if killed here")

    deaths = []
    installed.world.front.after.append(dies)
    assert installed.deploy("--yes")[0] == 1
    assert deaths

    code, out, err = installed.deploy("--yes")

    assert code == 0, err
    assert "stack muster: CREATE_COMPLETE" in out


def test_destroy_keeps_the_record_and_a_new_hub_takes_it_over(installed):
    installed.deploy("--yes")
    key = {"pk": {"S": "AUDIT#1"}, "sk": {"S": "00000001"}}
    table = installed.world.client("dynamodb", principal=OPERATOR, region=REGION)
    table.put_item(TableName="muster", Item=key)

    code, out, err = installed("destroy", "--yes")

    assert code == 0, err
    assert "run table muster" in out
    assert table.get_item(TableName="muster", Key=key)["Item"] == key
    _finish_what_moto_leaves(installed)
    assert installed.deploy("--yes")[0] == 0
    assert table.get_item(TableName="muster", Key=key)["Item"] == key
    assert "RunTable" not in installed.resources()


def test_destroy_is_refused_while_a_run_is_active(installed):
    installed.deploy("--yes")
    table = installed.world.client("dynamodb", principal=OPERATOR, region=REGION)
    run = {name: {"S": "r-1"} for name in ("run", "plan", "hash", "mode")}
    listed = {"pk": {"S": "RUNS#"}, "sk": {"S": "1#r-1"}, **run}
    table.put_item(TableName="muster", Item=listed)
    item = {"pk": {"S": "RUN#r-1"}, "sk": {"S": "RUN"}, **run, "state": {"S": "running"}}
    table.put_item(TableName="muster", Item=item)

    code, _, err = installed("destroy", "--yes")

    assert code == 1
    assert "1 run is active" in err
    assert installed.opened.deploying.stacks.look("muster") is not None


def _finish_what_moto_leaves(installed):
    """moto deletes no managed policies with their stack."""
    iam = installed.world.client("iam", principal=OPERATOR, region=REGION)
    for each in iam.list_policies(Scope="Local")["Policies"]:
        iam.delete_policy(PolicyArn=each["Arn"])
