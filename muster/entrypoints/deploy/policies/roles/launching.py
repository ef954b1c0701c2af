"""What DRS does on EC2 in the name of whoever starts a recovery; for automation role and spokes."""

from muster.entrypoints.deploy.policies.launching import ON_EC2
from muster.entrypoints.deploy.policies.statement import Statement


def statements() -> tuple[Statement, ...]:
    """What AWS documents; the conditions keep it to what DRS makes itself."""
    return ON_EC2
