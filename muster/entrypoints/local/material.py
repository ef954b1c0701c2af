"""What an embedded AWS is started with, read from files: plans, people, inventory, faults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import templates
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.aws.faults.script import FaultScript, load_faults, ready_made
from muster.embedded.aws.inventory import FormError, load_inventory
from muster.embedded.aws.seeds import Inventory
from muster.embedded.slack.misfortunes import MISFORTUNES
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.workspace import load_people, load_plan
from muster.service.errors import MusterError

SHIPPED = Path(templates.__file__).parent
PLAN = SHIPPED / "plans" / "payments.yaml"
INVENTORY = SHIPPED / "inventories" / "sample.yaml"
PEOPLE = "people.yaml"
"""The people file that is read if it stands beside a plan."""

T = TypeVar("T")


@dataclass(frozen=True)
class Material:
    """Everything read and checked; `people` None: there is no people file."""

    plans: tuple[RecoveryPlan, ...]
    people: People | None
    inventory: Inventory
    faults: FaultScript


def read_material(
    plans: Sequence[Path],
    *,
    inventory: Path = INVENTORY,
    faults: str = "",
    people: Path | None = None,
) -> Material:
    """Read all of it; `faults` is a file or the name of a ready-made script, empty: none.

    Raises:
        PlanRefusedError: with every mistake of plans and people.
        MusterError: with every mistake of the other files, or if they do not fit together.
    """
    read = tuple(load_plan(path) for path in plans)
    known = _inventory(inventory)
    material = Material(read, _people(plans, people), known, _faults(faults, known))
    _check_place(material)
    return material


def _people(plans: Sequence[Path], named: Path | None) -> People | None:
    if named is not None:
        return load_people(named)
    beside = (path.parent / PEOPLE for path in plans)
    return next((load_people(path) for path in beside if path.is_file()), None)


def _inventory(path: Path) -> Inventory:
    return _formed("inventory", path, lambda text: load_inventory(text, str(path)))


def _faults(given: str, inventory: Inventory) -> FaultScript:
    if not given:
        return FaultScript()
    if given in READY_MADE:
        return ready_made(given)
    path = Path(given)
    if not path.is_file():
        raise _no_such_fault(given)
    servers = [server.id for server in inventory.servers]
    return _formed("fault script", path, lambda text: load_faults(text, str(path), servers))


def _no_such_fault(given: str) -> MusterError:
    if given in MISFORTUNES:
        return MusterError(
            f"`{given}` befalls a chat, and there is none here",
            f"see it: `make demo FAULT={given}`",
        )
    known, of_chats = (
        ", ".join(f"`{name}`" for name in names) for names in (READY_MADE, MISFORTUNES)
    )
    return MusterError(
        f"`{given}` is neither a file nor a ready-made fault",
        f"ready-made are {known}; in a demo with a chat also {of_chats}",
    )


def _formed(what: str, path: Path, read: Callable[[str], T]) -> T:
    try:
        return read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise MusterError(
            f"`{path}`: this {what} is not UTF-8 text", "save it as UTF-8; it is YAML"
        ) from error
    except FormError as error:
        mistakes = "\n".join((f"this {what} has mistakes", *error.mistakes))
        raise MusterError(mistakes, "what it may hold: docs/how-to/embedded-aws.md") from error


def _check_place(material: Material) -> None:
    """The inventory's hub is where the plans' runbooks are published."""
    here = (material.inventory.account, material.inventory.region)
    for plan in material.plans:
        there = (plan.target.account, plan.target.region)
        if there != here:
            raise MusterError(
                f"plan `{plan.plan}` recovers in account {there[0]}, {there[1]};"
                f" the inventory is one of {here[0]}, {here[1]}",
                f'write at the top of the inventory: account: "{there[0]}", region: {there[1]}',
            )
