"""A drill of the starter plan on the embedded AWS, with its clean-up: what it used, counted.

Steps count each time they run, those inside a loop too; a script counts from its start to its end,
with the overheads that the embedded AWS assumes. An item counts as many units as DynamoDB would
bill for its size at the end of the run (DynamoDB Developer Guide, "Read and write capacity").
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from muster.embedded.aws.journal import Entry
from muster.engine import states
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.conductor import Conductor, OnFailure
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import Material
from muster.model.base import Mode
from muster.service.commands.cleanup import cleanup
from muster.service.commands.start import StartRun, start

START: Final = 1_767_225_600.0
LOOK: Final = 10.0
READ_UNIT, WRITE_UNIT = 4096, 1024
IN_TRANSACTION: Final = 2
WRITES: Final = frozenset({"PutItem", "UpdateItem", "DeleteItem"})
SCRIPT: Final = "aws:executeScript"
Params = Mapping[str, Any]
Sizes = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Used:
    """What one run used. `kept` is what it leaves in the run table, in bytes."""

    servers: int
    waves: int
    seconds: int
    executions: int
    steps: int
    script_seconds: float
    read_units: int
    write_units: int
    events: int
    mails: int
    kept: int
    calls: Mapping[str, int]


def counted(material: Material) -> Used:
    """Play a drill of the material's first plan to its end, clean up, and count."""
    plan = material.plans[0]
    cast = cast_for(plan, Mode.DRILL, material.people, material.inventory.account)
    with Installation(material, start=START) as aws, aws.time.interruptible():
        aws.publish(cast.people)
        before = len(aws.world.journal)
        asked = StartRun(plan.plan, states.Mode.DRILL, reason="counted")
        run = start(aws.service(cast.requester), asked).run
        view = Conductor(aws, cast, run, on_failure=OnFailure.STOP).play(LOOK)
        cleanup(aws.service(cast.requester), run)
        return _used(aws, list(aws.world.journal)[before:], view)


def _used(aws: Installation, calls: list[Entry], view: Any) -> Used:
    mine = [call for call in calls if call.code == "OK" and "muster-" in call.principal.arn]
    sizes = _sizes(aws)
    steps = list(_steps(aws))
    return Used(
        servers=sum(len(wave.servers) for wave in view.waves),
        waves=len(view.waves),
        seconds=view.elapsed,
        executions=len(_executions(aws)),
        steps=len(steps),
        script_seconds=sum(seconds for action, seconds in steps if action == SCRIPT),
        read_units=sum(_read_units(call, sizes) for call in mine),
        write_units=sum(_write_units(call, sizes) for call in mine),
        events=sum(len(call.params["Entries"]) for call in _of(mine, "events:PutEvents")),
        mails=len(list(_of(mine, "sns:Publish"))),
        kept=sum(size for (pk, _), size in sizes.items() if view.run in pk),
        calls=Counter(call.name for call in mine),
    )


def _of(calls: Iterable[Entry], name: str) -> Iterator[Entry]:
    return (call for call in calls if call.name == name)


def _executions(aws: Installation) -> list[Any]:
    automation, hub = aws.world.parts.automation, aws.material.inventory
    runs = automation.ledger(hub.account, hub.region).runs
    return [run.execution for run in runs.values()]


def _steps(aws: Installation) -> Iterator[tuple[str, float]]:
    """Action and duration in seconds of every step that ran."""
    for execution in _executions(aws):
        for step in execution.steps:
            if step.started is not None:
                yield step.step.action, (step.ended or step.started) - step.started


def _sizes(aws: Installation) -> dict[tuple[str, str], int]:
    """Every item of the run table by its key: its size in bytes, as near as JSON comes to it."""
    client = aws.world.client("dynamodb", principal=aws.owner, region=aws.material.inventory.region)
    pages = client.get_paginator("scan").paginate(TableName=aws.settings.table)
    items = (item for page in pages for item in page["Items"])
    return {(item["pk"]["S"], item["sk"]["S"]): len(json.dumps(item)) for item in items}


def _read_units(call: Entry, sizes: Sizes) -> int:
    """Strongly consistent: a unit for each 4 KB of an item, or of all that a query finds."""
    service, _, operation = call.name.partition(":")
    count = READS.get(operation) if service == "dynamodb" else None
    return count(call.params, sizes) if count else 0


def _got(params: Params, sizes: Sizes) -> int:
    return _units(_size(params["Key"], sizes), READ_UNIT)


def _got_many(params: Params, sizes: Sizes) -> int:
    keys = (key for asked in params["RequestItems"].values() for key in asked["Keys"])
    return sum(_units(_size(key, sizes), READ_UNIT) for key in keys)


def _queried(params: Params, sizes: Sizes) -> int:
    asked = params["ExpressionAttributeValues"][":pk"]["S"]
    return _units(sum(size for (pk, _), size in sizes.items() if pk == asked), READ_UNIT)


READS: Final[Mapping[str, Callable[[Params, Sizes], int]]] = {
    "GetItem": _got,
    "BatchGetItem": _got_many,
    "Query": _queried,
}


def _write_units(call: Entry, sizes: Sizes) -> int:
    """A unit for each KB of an item; two in a transaction."""
    service, _, operation = call.name.partition(":")
    if service != "dynamodb":
        return 0
    if operation in WRITES:
        return _units(_size(_key(call.params), sizes), WRITE_UNIT)
    inside = call.params.get("TransactItems") or ()
    keys = (_key(request) for item in inside for request in item.values())
    return sum(IN_TRANSACTION * _units(_size(key, sizes), WRITE_UNIT) for key in keys)


def _key(params: Params) -> Params:
    found: Params = params.get("Key") or params["Item"]
    return found


def _size(key: Params, sizes: Sizes) -> int:
    return sizes.get((key["pk"]["S"], key["sk"]["S"]), 0)


def _units(size: int, unit: int) -> int:
    return max(1, ceil(size / unit))
