"""What publishes: documents, plans and people. It starts nothing and is never what a run runs as.

Whoever may write documents decides what the automation role does, so this role is for the pipeline
that publishes reviewed plans, not for those who start drills.
"""

from muster.entrypoints.deploy.policies import borders, declared, ssm
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement, arn
from muster.model.settings import Settings

_ADAPTERS = ("documents", "identity", "run_table")
_NOT_NEEDED = {
    "dynamodb:ConditionCheckItem",  # what is published depends on nothing
    "dynamodb:UpdateItem",  # what is published is put whole
}
_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.PEOPLE, borders.PLAN, borders.PLANS, borders.SCRIPT),
    "dynamodb:DeleteItem": (borders.PLANS,),  # versions stay, for runs that began with them
}
_READS = borders.reading(borders.PEOPLE, borders.PLAN, borders.PLANS, borders.RUN, borders.SCRIPT)


def statements() -> tuple[Statement, ...]:
    """What the adapters of `muster plan publish`, `diff` and `rollback` declare."""
    does = declared.of_adapters(*_ADAPTERS) - _NOT_NEEDED
    settings = Settings()
    scopes = (
        Statement(
            "WritesDocuments",
            (
                "ssm:CreateDocument",
                "ssm:DeleteDocument",
                "ssm:DescribeDocument",
                "ssm:GetDocument",
                "ssm:UpdateDocument",
                "ssm:UpdateDocumentDefaultVersion",
            ),
            (arn("ssm", "document/muster-*"),),
        ),
        Statement("CountsDocuments", ("ssm:ListDocuments",)),
        Statement("KnowsItself", ("sts:GetCallerIdentity",)),
        ssm.passing(settings.automation_role, settings.decision_role),
        *borders.within(does, _READS, _WRITES),
    )
    return derived(does, scopes)
