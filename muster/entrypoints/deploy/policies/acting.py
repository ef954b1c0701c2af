"""Acting on runs without being one of their executions: as the bot does, and the reconciler."""

from muster.engine.names import pack_document
from muster.entrypoints.deploy.policies import functions, ssm
from muster.entrypoints.deploy.policies.statement import Statement
from muster.entrypoints.deploy.policies.telling import topic
from muster.model.settings import Settings


def acting(*verbs: str) -> tuple[Statement, ...]:
    """Start runs, clean-ups and the documents of these verbs, wake gates, tell people.

    Beside that, look at executions, and stop own ones.
    """
    documents = [pack_document(verb) for verb in ("cleanup", *verbs)]
    return (
        ssm.starting("StartsRuns", (*ssm.ENTRIES, *documents)),
        ssm.on_executions("ssm:GetAutomationExecution"),
        ssm.on_own_executions("ssm:StopAutomationExecution"),
        ssm.passing(Settings().automation_role),
        functions.deciding(),
        functions.reading_secret(),
        topic(),
    )
