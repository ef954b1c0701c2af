"""Acting on runs without being one of their executions: as the bot does, and the reconciler."""

from muster.engine.names import pack_document
from muster.entrypoints.deploy.policies import functions, ssm
from muster.entrypoints.deploy.policies.statement import Statement
from muster.entrypoints.deploy.policies.telling import topic
from muster.model.settings import Settings


def acting() -> tuple[Statement, ...]:
    """Start runs and clean-ups, look at executions, stop own ones, wake gates, tell people."""
    return (
        ssm.starting("StartsRuns", (*ssm.ENTRIES, pack_document("cleanup"))),
        ssm.on_executions("ssm:GetAutomationExecution"),
        ssm.on_own_executions("ssm:StopAutomationExecution"),
        ssm.passing(Settings().automation_role),
        functions.deciding(),
        functions.reading_secret(),
        topic(),
    )
