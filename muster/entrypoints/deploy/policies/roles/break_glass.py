"""For the worst hour: approves when nothing else can, starts everything, overrides guards.

Whoever becomes it needs a second factor and a source identity, and everybody is told.
"""

from muster.entrypoints.deploy.policies import borders, people, ssm
from muster.entrypoints.deploy.policies.statement import Statement, arn
from muster.model.settings import Settings

_READS = borders.reading(*people.READ_PARTITIONS, borders.OVERRIDE)
_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.OVERRIDE,),
    "dynamodb:DeleteItem": (borders.OVERRIDE,),
}


def statements() -> tuple[Statement, ...]:
    """What a person needs who has only a console and this role."""
    settings = Settings()
    return (
        ssm.starting("StartsAndActs", (*ssm.ENTRIES, *ssm.DECIDING, *ssm.STEERING)),
        ssm.passing(settings.automation_role, settings.decision_role),
        ssm.on_executions(
            "ssm:DescribeAutomationStepExecutions",
            "ssm:GetAutomationExecution",
            "ssm:SendAutomationSignal",
            "ssm:StopAutomationExecution",
        ),
        Statement("Looks", (*people.LOOKING_ON, "drs:Describe*", "ec2:DescribeInstance*")),
        Statement("ReadsDocuments", people.READING_DOCUMENTS, (arn("ssm", "document/muster-*"),)),
        *borders.within({*people.READS, *_WRITES}, _READS, _WRITES),
    )
