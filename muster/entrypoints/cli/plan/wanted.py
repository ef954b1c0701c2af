"""What `plan publish` and `plan diff` are about: plans, people and pack, read and compiled."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from muster.entrypoints.cli.door import Choice, Door, in_region, open_door
from muster.entrypoints.cli.screen import note
from muster.entrypoints.releases import findings_of, hub_of, publication_of
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.settings import Hub, Settings
from muster.model.workspace import load_people, load_plan, load_workspace
from muster.service.commands.publication import Publication
from muster.service.errors import RefusedError


@dataclass(frozen=True)
class Wanted:
    """The paths and options of the command line."""

    plans: tuple[Path, ...]
    people: Path | None
    pack: bool


@dataclass(frozen=True)
class Material:
    """What was read: plans of files, plans of folders, people."""

    named: tuple[RecoveryPlan, ...]
    found: tuple[RecoveryPlan, ...]
    people: People | None


def wanted_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command paths and options as `wanted`."""

    @click.argument("plans", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--people", type=click.Path(path_type=Path), help="With this people file.")
    @click.option("--pack", is_flag=True, help="With the runbooks of the verbs.")
    @wraps(command)
    def with_wanted(
        *args: Any, plans: tuple[Path, ...], people: Path | None, pack: bool, **given: Any
    ) -> Any:
        return command(*args, wanted=Wanted(plans, people, pack), **given)

    return with_wanted


def gather(choice: Choice, wanted: Wanted) -> tuple[Door, Publication]:
    """The place and what belongs there, compiled.

    Of a folder only what belongs into the account and Region of the place is taken; files that are
    named are taken all. Raises `PlanRefusedError` with every mistake, before any AWS is looked for.
    """
    if not wanted.plans:
        raise click.UsageError("Missing argument 'PLANS...'.")
    settings = Settings(table=choice.table) if choice.table else Settings()
    material = _read(wanted)
    whole = (*material.named, *material.found)
    if not whole:
        raise RefusedError("there is no plan in what was named", "a plan has `plan:` at its top")
    door = open_door(in_region(choice, hub_of(whole[0], settings).region))
    plans = (*material.named, *_of_here(door, material.found, settings))
    publication = publication_of(
        plans or whole, settings, people=material.people, with_pack=wanted.pack
    )
    _refuse_findings(publication)
    return door, publication


def _read(wanted: Wanted) -> Material:
    named: list[RecoveryPlan] = []
    found: list[RecoveryPlan] = []
    people = load_people(wanted.people) if wanted.people else None
    for path in wanted.plans:
        if path.is_dir():
            workspace = load_workspace(path)
            found += workspace.plans.values()
            people = people or workspace.people
        else:
            named.append(load_plan(path))
    return Material(tuple(named), tuple(found), people)


def _of_here(door: Door, plans: Iterable[RecoveryPlan], settings: Settings) -> list[RecoveryPlan]:
    caller = door.service.identity.caller()
    here = Hub(account=caller.account, region=caller.region)
    there = {plan.plan: hub_of(plan, settings) for plan in plans}
    for name, hub in there.items():
        if hub != here:
            note(f"plan {name} belongs into account {hub.account}, {hub.region}: left out")
    return [plan for plan in plans if there[plan.plan] == here]


def _refuse_findings(publication: Publication) -> None:
    """That there is a finding at all is a fault of the compiler's."""
    findings = findings_of(publication)
    if findings:
        raise RefusedError("\n".join(findings), "report this: the compiler should not write it")
