"""What people need who use `muster` or the console: to look, to start documents, nothing else.

Nobody here may write the run table or a document: whoever acts starts a runbook that does.
"""

from muster.entrypoints.deploy.policies import borders, declared, ssm
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement, arn

LOOKING_ON = ("ssm:DescribeAutomationExecutions", "ssm:ListDocuments")
READING_DOCUMENTS = ("ssm:DescribeDocument", "ssm:GetDocument", "ssm:ListDocumentVersions")
READ_PARTITIONS = (
    borders.AUDIT,
    borders.DECISION,
    borders.PEOPLE,
    borders.PLAN,
    borders.PLANS,
    borders.RUN,
    borders.RUNS,
    borders.SERVER,
)
READS = borders.reading(*READ_PARTITIONS)


def looking() -> tuple[Statement, ...]:
    """See every run, in the console and with `muster run`; starts nothing."""
    does = declared.of_adapters("identity") | set(borders.READ)
    scopes = (
        Statement("KnowsItself", ("sts:GetCallerIdentity",)),
        *borders.within(does, READS),
    )
    also = (
        Statement("LooksOn", LOOKING_ON),
        Statement("ReadsDocuments", READING_DOCUMENTS, (arn("ssm", "document/muster-*"),)),
        ssm.on_executions("ssm:DescribeAutomationStepExecutions", "ssm:GetAutomationExecution"),
    )
    return derived(does, scopes, also=also)


def acting(*documents: str, role: str) -> tuple[Statement, ...]:
    """See every run, and start these documents, which run as `role`."""
    return (*looking(), ssm.starting("StartsDocuments", documents), ssm.passing(role))
