"""Who may read and write which partitions of the run table: its partitions are IAM's borders.

DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control". A
transaction needs the permission of each of its actions.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from muster.entrypoints.deploy.policies.statement import Conditions, Statement, arn
from muster.model.settings import Settings

TABLE: Final = arn("dynamodb", f"table/{Settings().table}")
READ: Final = ("dynamodb:GetItem", "dynamodb:Query")

RUN, AUDIT, DECISION = "RUN#*", "AUDIT#*", "DECISION#*"
RUNS, PLAN, PLANS, PEOPLE = "RUNS#", "PLAN#*", "PLANS#", "PEOPLE#"
SCRIPT, SERVER, OVERRIDE, MESSAGE = "SCRIPT#*", "SERVER#*", "OVERRIDE#*", "MESSAGE#*"
GROUPS = "GROUPS#"
HUB, SPOKES, TARGET = "HUB#automation", "SPOKES#", "TARGET#*"

LOCKING: Final = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")
LOCK_ATTRIBUTES: Final = ("pk", "sk", "run", "epoch")

Border = Mapping[str, tuple[str, ...]]
"""Action to the partitions in which it is allowed."""


def reading(*partitions: str) -> Border:
    """Read whole partitions."""
    return dict.fromkeys(READ, partitions)


def within(declared: Collection[str], *borders: Border) -> Iterator[Statement]:
    """The statements of these borders, for the declared actions: one a set of partitions."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for border in borders:
        for action, partitions in border.items():
            if action in declared:
                grouped.setdefault(partitions, []).append(action)
    for number, (partitions, actions) in enumerate(grouped.items(), 1):
        yield Statement(f"Table{number}", tuple(actions), (TABLE,), _led_by(partitions))


def plan_lock(declared: Collection[str]) -> Iterator[Statement]:
    """In the publisher's partition, the lock of a plan alone: no other attribute can be written."""
    kept = tuple(action for action in LOCKING if action in declared)
    only_lock = {"ForAllValues:StringEquals": {"dynamodb:Attributes": LOCK_ATTRIBUTES}}
    if kept:
        yield Statement("PlanLock", kept, (TABLE,), {**only_lock, **_led_by((PLAN,))})


def _led_by(partitions: tuple[str, ...]) -> Conditions:
    """Without the second condition a request that names no key at all would pass the first."""
    return {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": partitions},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
