"""Where everything of a case is, and the servers that are nobody's or somebody else's."""

ACCOUNT, SPOKE, REGION = "123456789012", "222222222222", "us-west-2"
STAGING = "333333333333"
"""Where extended source servers replicate to."""
STRANGERS = ("s-0000000000000live", "s-000000000000drill")
"""Servers of nobody's plan: one is in use after a recovery, of one a drill instance stands."""
NEIGHBOURS = ("s-neighbour00000001", "s-neighbour00000002", "s-neighbour00000003")
"""The servers of other plans, which may run at the same time."""


def targets(stage):
    """DRS in every account of a case, the hub's first."""
    drs = stage.world.parts.drs.targets
    return [drs.at(account, REGION) for account in (ACCOUNT, SPOKE)]
