"""A policy for people who decide at gates."""

from muster.entrypoints.deploy.policies import people
from muster.entrypoints.deploy.policies.ssm import DECIDING
from muster.entrypoints.deploy.policies.statement import Statement
from muster.model.settings import Settings


def statements() -> tuple[Statement, ...]:
    """Approve and reject. Whether it counts is for the people file and the plan to say."""
    return people.acting(*DECIDING, role=Settings().decision_role)
