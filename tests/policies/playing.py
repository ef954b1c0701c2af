"""What plays share: a tagged inventory, those who act, and waiting for a gate."""

from fakes.world_clock import WorldClock
from stage import ACCOUNT, REGION, TEMPLATES

from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.model.settings import Settings
from muster.wiring import service_on

APP = "s-57e730f6102e1f793"
HOOK_ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-hooks"
TAGGED = (
    (TEMPLATES / "inventories" / "sample.yaml")
    .read_text()
    .replace("tags: {", 'tags: {"muster:recover": "yes", ')
    .replace("  check-licences:\n", f"  check-licences:\n    assumeRole: {HOOK_ROLE}\n")
)
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"
GATED = "approval: {in: [drill], approvers: '@dr-approvers', count: 1, expires: 1h}".replace(
    "approvers:", "from:"
)
DECISION_ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-decision"


def lose_the_launch_templates(stage):
    """DRS makes them again, in the name of whoever launches."""
    for ec2 in everywhere(stage, "ec2"):
        for template in ec2.describe_launch_templates()["LaunchTemplates"]:
            ec2.delete_launch_template(LaunchTemplateId=template["LaunchTemplateId"])


def until_open(stage, run, gate):
    def is_open():
        gates = stage.items(f"RUN#{run}", f"GATE#{gate}#")
        return any(item["state"] == "open" for item in gates)

    stage.until(is_open)


def principal(kind, name):
    session = "/function" if kind == "assumed-role" else ""
    service = "sts" if session else "iam"
    return f"arn:aws:{service}::{ACCOUNT}:{kind}/{name}{session}"


def connection(stage, arn):
    return Connection(stage.world.session(arn, REGION), WorldClock(stage.world))


def service_of(stage, arn):
    return service_on(connection(stage, arn), Settings(), RandomIds())


def person(stage, group):
    return service_of(stage, principal("user", group))


def everywhere(stage, service):
    """A client of each account that the plan recovers into."""
    groups = stage.plan.groups.values()
    accounts = {ACCOUNT, *(stage.plan.target_of(group).account for group in groups)}
    return [stage.client(service, f"arn:aws:iam::{account}:root") for account in sorted(accounts)]
