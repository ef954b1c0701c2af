"""A policy for people who look on."""

from muster.entrypoints.deploy.policies import people
from muster.entrypoints.deploy.policies.statement import Statement


def statements() -> tuple[Statement, ...]:
    """See every run; start nothing."""
    return people.looking()
