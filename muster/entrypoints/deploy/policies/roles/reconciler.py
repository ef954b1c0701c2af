"""The function that looks every minute: it repairs runs, and wakes gates as the decision role."""

from muster.entrypoints.deploy.policies import borders, declared, functions
from muster.entrypoints.deploy.policies.acting import acting
from muster.entrypoints.deploy.policies.roles.bot import READS
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement

_ADAPTERS = ("automation", "executions", "role", "run_writer", "secrets", "topic")
_NOT_NEEDED = {
    "dynamodb:ConditionCheckItem",  # its marks depend on the run alone
    "dynamodb:DeleteItem",  # it repairs, and removes nothing
    "ssm:SendAutomationSignal",  # gates listen to the decision role
}
_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.AUDIT, borders.GROUPS, borders.MESSAGE),
    "dynamodb:UpdateItem": (borders.MESSAGE, borders.RUN),
}


def statements() -> tuple[Statement, ...]:
    """What the adapters of the reconciler declare, and what a function needs to run at all."""
    does = declared.of_adapters(*_ADAPTERS) - _NOT_NEEDED | set(borders.READ)
    scopes = (*acting(), *borders.within(does, READS, _WRITES))
    return derived(does, scopes, also=(functions.logging("muster-reconciler"),))
