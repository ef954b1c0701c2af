"""A policy for people who start recoveries and steer runs."""

from muster.engine.names import entry_document
from muster.engine.states import Mode
from muster.entrypoints.deploy.policies import people
from muster.entrypoints.deploy.policies.ssm import STEERING
from muster.entrypoints.deploy.policies.statement import Statement
from muster.model.settings import Settings


def statements() -> tuple[Statement, ...]:
    """Start recoveries; every verb but decisions. Who also drills gets that policy too."""
    recovery = entry_document("*", Mode.RECOVERY)
    return people.acting(recovery, *STEERING, role=Settings().automation_role)
