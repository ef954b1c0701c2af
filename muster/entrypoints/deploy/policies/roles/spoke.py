"""What a target account lets the hub do: recover tagged servers, and what DRS does for that."""

from muster.entrypoints.deploy.policies import declared
from muster.entrypoints.deploy.policies.commanding import COMMANDS
from muster.entrypoints.deploy.policies.launching import BESIDE_EC2, LOOKS
from muster.entrypoints.deploy.policies.post_launch import POST_LAUNCH
from muster.entrypoints.deploy.policies.recovering import RECOVERING
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement

_SERVICES = ("drs:", "ec2:", "servicequotas:")


def statements() -> tuple[Statement, ...]:
    """What the scripts declare of DRS and EC2; all else stays in the hub."""
    everything = declared.of_scripts(deciding=False) - COMMANDS.union(LOOKS)
    does = {action for action in everything if action.startswith(_SERVICES)}
    return derived(does, RECOVERING, also=(*BESIDE_EC2, *POST_LAUNCH))
