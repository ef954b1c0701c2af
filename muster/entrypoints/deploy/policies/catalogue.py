"""Every policy by name, and which of them each role and each group of people holds."""

import importlib
from typing import Final

from muster.entrypoints.deploy.policies.statement import Statement
from muster.model.settings import Settings

_NAMES: Final = Settings()

ROLES: Final = {
    _NAMES.automation_role: ("automation", "launching"),
    _NAMES.decision_role: ("decision",),
    _NAMES.bot_role: ("bot",),
    "muster-consumer": ("consumer",),
    _NAMES.reconciler_role: ("reconciler",),
    "muster-publisher": ("publisher",),
    _NAMES.break_glass_role: ("break_glass",),
    "muster-hooks": (),
}
"""The roles of the hub, and their policies."""

PEOPLE: Final = {
    "muster-viewers": "viewers",
    "muster-drillers": "drillers",
    "muster-recoverers": "recoverers",
    "muster-approvers": "approvers",
}
"""The policies that are for attaching to people's groups or permission sets."""

SPOKE: Final = {_NAMES.spoke_role: ("spoke", "launching")}
"""The role of a target account, and its policies."""


def policy(name: str) -> tuple[Statement, ...]:
    """The statements of a policy, by its file's name."""
    module = importlib.import_module(f"muster.entrypoints.deploy.policies.roles.{name}")
    found: tuple[Statement, ...] = module.statements()
    return found
