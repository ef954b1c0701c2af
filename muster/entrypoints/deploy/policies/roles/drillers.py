"""A policy for people who start drills and steer runs."""

from muster.engine.names import entry_document
from muster.engine.states import Mode
from muster.entrypoints.deploy.policies import people
from muster.entrypoints.deploy.policies.ssm import STEERING
from muster.entrypoints.deploy.policies.statement import Statement
from muster.model.settings import Settings


def statements() -> tuple[Statement, ...]:
    """Start drills, never a recovery; every verb but decisions."""
    drill = entry_document("*", Mode.DRILL)
    return people.acting(drill, *STEERING, role=Settings().automation_role)
