"""The function behind the queue: reads what events are about, and keeps messages true."""

from muster.entrypoints.deploy.policies import borders, declared, functions
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement
from muster.entrypoints.deploy.policies.telling import topic

_ADAPTERS = ("recovery", "run_writer", "secrets", "topic")
_NOT_NEEDED = {
    "dynamodb:ConditionCheckItem",  # a message depends on nothing else
    "dynamodb:DeleteItem",  # messages stay
}
_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.AUDIT, borders.MESSAGE),
    "dynamodb:UpdateItem": (borders.MESSAGE,),
}
_READS = borders.reading(
    borders.AUDIT,
    borders.DECISION,
    borders.MESSAGE,
    borders.PEOPLE,
    borders.PLAN,
    borders.RUN,
    borders.RUNS,
    borders.SERVER,
)


def statements() -> tuple[Statement, ...]:
    """What the adapters behind reactions declare, and what a function needs to run at all."""
    does = declared.of_adapters(*_ADAPTERS) - _NOT_NEEDED | set(borders.READ)
    scopes = (
        Statement("LooksAtRecovery", ("drs:DescribeJobs", "drs:DescribeSourceServers")),
        functions.reading_secret(),
        topic(),
        *borders.within(does, _READS, _WRITES),
    )
    also = (functions.receiving(), functions.logging("muster-consumer"))
    return derived(does, scopes, also=also)
