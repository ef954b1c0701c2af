"""The compiler: a recovery plan becomes the runbooks that carry it out.

    plan ──► drafts ──► template ──► yaml.safe_load ──► scripts put in ──► Runbook ──► text
         entry, wave,   runbooks/     the types are      bundler, by       checked     canonical
         pack: every    *.yaml.j2:    those of the       name, never       names and   dump
         step decided   structure     filter, never      through a         targets
         in Python      only          of a template      template

Pure: the same plan and settings give the same bytes; nothing is read but muster's own files. The
rendered text is never the product. `muster runbook check` judges what comes out.
"""

from collections.abc import Callable, Iterable
from typing import Any

import yaml

from muster.model.errors import PlanRefusedError, Problem
from muster.model.plan import RecoveryPlan
from muster.model.settings import Settings
from ssm_documents.compiler.bundler import Bundle, bundle, loader
from ssm_documents.compiler.entry import entries
from ssm_documents.compiler.environment import environment
from ssm_documents.compiler.linking import scripts_of, with_scripts
from ssm_documents.compiler.pack import pack
from ssm_documents.compiler.place import place_of
from ssm_documents.compiler.runbook import Runbook
from ssm_documents.compiler.steps import Draft
from ssm_documents.compiler.wave import waves

BUDGET = 56 * 1024
"""Bytes of a document; Systems Manager allows 64 KB, the parameters of an execution counted in."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compile_plan(plan: RecoveryPlan, settings: Settings) -> dict[str, Runbook]:
    """The documents of a plan by name: two entries, then one a wave in the plan's order.

    Raises:
        PlanRefusedError: if a wave has so many hooks that its document would be too large.
    """
    place, whole = place_of(settings, plan.target), plan.unfolded()
    return _runbooks([*entries(whole, place), *waves(whole, place)])


def compile_pack(settings: Settings) -> dict[str, Runbook]:
    """The documents of the verbs by name: `muster-pause`, `muster-decide` and so on.

    Raises:
        ValueError: if the settings do not name the hub.
    """
    return _runbooks(pack(place_of(settings)))


def _runbooks(drafts: Iterable[Draft]) -> dict[str, Runbook]:
    made = {draft.name: _runbook(draft) for draft in drafts}
    problems = [_too_large(name, runbook) for name, runbook in made.items() if not _fits(runbook)]
    if problems:
        raise PlanRefusedError(problems)
    return made


def _runbook(draft: Draft) -> Runbook:
    layout = yaml.load(rendered(draft), Loader=_Loader)  # noqa: S506 - a safe loader, in C if there
    bundles = {name: bundle(name) for name in scripts_of(layout["mainSteps"])}
    if _room_for(layout, bundles):
        plain = _linked(layout, lambda name: bundles[name].text)
        if _fits(plain):
            return plain
    return _linked(layout, lambda name: loader(bundles[name]))


def rendered(draft: Draft) -> str:
    """The YAML of a draft, with names where the scripts will stand."""
    return environment().get_template("runbook.yaml.j2").render(draft=draft)


def _linked(layout: dict[str, Any], script: Callable[[str], str]) -> Runbook:
    steps = with_scripts(layout["mainSteps"], script)
    return Runbook.model_validate({**layout, "mainSteps": steps})


def _room_for(layout: dict[str, Any], bundles: dict[str, Bundle]) -> bool:
    """Whether it is worth looking: the texts alone are under the budget."""
    return sum(len(bundles[name].text) for name in scripts_of(layout["mainSteps"])) < BUDGET


def _fits(runbook: Runbook) -> bool:
    return runbook.size() <= BUDGET


def _too_large(name: str, runbook: Runbook) -> Problem:
    return Problem(
        code="C001",
        message=f"document {name} has {runbook.size():,} bytes; {BUDGET:,} fit",
        hint="give the wave fewer hooks, or shorter parameters; or make two waves of it",
    )
