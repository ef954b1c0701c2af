"""What a target account lets the hub do: recover tagged servers, and what DRS does for that."""

from muster.entrypoints.deploy.policies import declared
from muster.entrypoints.deploy.policies.commanding import COMMANDING
from muster.entrypoints.deploy.policies.launching import BESIDE_EC2
from muster.entrypoints.deploy.policies.post_launch import POST_LAUNCH
from muster.entrypoints.deploy.policies.recovering import RECOVERING
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement

_SERVICES = ("drs:", "ec2:")


def statements() -> tuple[Statement, ...]:
    """What the scripts declare of DRS, EC2 and commands; all else stays in the hub."""
    everything = declared.of_scripts(deciding=False)
    there = {action for scope in COMMANDING for action in scope.actions}
    does = {each for each in everything if each.startswith(_SERVICES) or each in there}
    return derived(does, (*RECOVERING, *COMMANDING), also=(*BESIDE_EC2, *POST_LAUNCH))
