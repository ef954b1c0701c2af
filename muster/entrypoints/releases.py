"""Plans, pack and people as the values that are published: where compiler and service meet."""

from collections.abc import Iterable, Mapping

from muster.model.people import People
from muster.model.plan import RecoveryPlan, plan_hash
from muster.model.settings import Hub, Settings
from muster.service.commands.publication import Publication, Release
from muster.service.values import Document
from ssm_documents.compiler import (
    Runbook,
    compile_pack,
    compile_plan,
    plan_writes,
    script_writes,
)
from ssm_documents.validator import check_text


def publication_of(
    plans: Iterable[RecoveryPlan],
    settings: Settings,
    *,
    people: People | None = None,
    with_pack: bool = False,
) -> Publication:
    """All that `plans` need to be run, compiled; with the pack, which belongs to no plan.

    Raises `PlanRefusedError` if a plan's documents would be too large.
    """
    plans = tuple(plans)
    return Publication(
        releases=tuple(release_of(plan, settings) for plan in plans),
        scripts=script_writes(),
        pack=_documents(compile_pack(settings_for(plans[0], settings))) if with_pack else (),
        people=None if people is None else people.model_dump(mode="json"),
    )


def release_of(plan: RecoveryPlan, settings: Settings) -> Release:
    """One plan, compiled."""
    hub = hub_of(plan, settings)
    return Release(
        plan=plan.plan,
        hash=plan_hash(plan),
        description=plan.description or "",
        owner=plan.owner or "",
        priority=plan.priority,
        account=hub.account,
        region=hub.region,
        documents=_documents(compile_plan(plan, settings)),
        record=plan_writes(plan),
    )


def settings_for(plan: RecoveryPlan, settings: Settings) -> Settings:
    """The settings with the hub named, which is where the plan's runbooks run."""
    return settings.model_copy(update={"hub": hub_of(plan, settings)})


def hub_of(plan: RecoveryPlan, settings: Settings) -> Hub:
    """Where the plan's runbooks run: what the settings say, else the plan's target."""
    return settings.hub or Hub(account=plan.target.account, region=plan.target.region)


def _documents(runbooks: Mapping[str, Runbook]) -> tuple[Document, ...]:
    return tuple(
        Document(name, runbook.text(), runbook.digest()) for name, runbook in runbooks.items()
    )


def findings_of(publication: Publication) -> list[str]:
    """What the validator says of the documents; that there is anything is the compiler's fault."""
    return [
        str(finding)
        for document in publication.documents
        for finding in check_text(document.text, f"{document.name}.yaml")
    ]
