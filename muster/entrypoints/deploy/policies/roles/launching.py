"""What DRS does on EC2 in the name of whoever starts a recovery, and commands on what it launched.

For the automation role and the spokes, which have little room for policies of their own.
"""

from muster.entrypoints.deploy.policies.commanding import COMMANDING
from muster.entrypoints.deploy.policies.launching import ON_EC2
from muster.entrypoints.deploy.policies.statement import Statement


def statements() -> tuple[Statement, ...]:
    """What AWS documents; the conditions keep it to what DRS makes itself."""
    return (*ON_EC2, *COMMANDING)
