"""The Slack function: reads everything, writes what people ask, signals as the decision role."""

from muster.engine.verbs.table import SERVER_VERBS
from muster.entrypoints.deploy.policies import borders, declared, functions
from muster.entrypoints.deploy.policies.acting import acting
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.serving import beside_the_bot
from muster.entrypoints.deploy.policies.statement import Statement

_ADAPTERS = (
    "automation",
    "executions",
    "role",
    "run_writer",
    "secrets",
    "source_servers",
    "topic",
)
_NOT_NEEDED = {
    "dynamodb:DeleteItem",  # nobody deletes from a chat
    "ssm:SendAutomationSignal",  # gates listen to the decision role
}
_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.AUDIT, borders.MESSAGE, borders.RUN, borders.RUNS),
    "dynamodb:UpdateItem": (borders.MESSAGE, borders.RUN),
    "dynamodb:ConditionCheckItem": (borders.PLAN, borders.RUN),
}
READS = borders.reading(
    borders.AUDIT,
    borders.DECISION,
    borders.MESSAGE,
    borders.PEOPLE,
    borders.PLAN,
    borders.PLANS,
    borders.RUN,
    borders.RUNS,
)


def statements() -> tuple[Statement, ...]:
    """What the adapters of the bot declare, and what a function needs to run at all."""
    does = declared.of_adapters(*_ADAPTERS) - _NOT_NEEDED | set(borders.READ)
    scopes = (
        Statement(
            "LooksAtServers",
            (
                "drs:DescribeJobs",
                "drs:DescribeRecoveryInstances",
                "drs:DescribeRecoverySnapshots",
                "drs:DescribeSourceServers",
                "drs:GetLaunchConfiguration",
                "ec2:DescribeInstances",
                "ec2:DescribeLaunchTemplateVersions",
            ),
        ),
        *acting(*SERVER_VERBS),
        *borders.within(does, READS, _WRITES),
    )
    also = (functions.logging("muster-slack"), *beside_the_bot())
    return derived(does, scopes, also=also)
