"""What alone may write decisions: `muster-decide` runs as it, and the bot assumes it to decide."""

from muster.entrypoints.deploy.policies import borders, declared, ssm
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement
from muster.entrypoints.deploy.policies.telling import PUTTING

_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.AUDIT, borders.DECISION, borders.RUN),
    "dynamodb:UpdateItem": (borders.RUN,),
}
_READS = borders.reading(
    borders.AUDIT, borders.DECISION, borders.PEOPLE, borders.RUN, borders.SCRIPT
)


def statements() -> tuple[Statement, ...]:
    """What the script of `muster-decide` declares."""
    does = declared.of_scripts(deciding=True)
    scopes = (
        ssm.on_executions("ssm:GetAutomationExecution"),
        ssm.on_own_executions("ssm:SendAutomationSignal"),
        *borders.within(does, _READS, _WRITES),
        PUTTING,
    )
    return derived(does, scopes)
