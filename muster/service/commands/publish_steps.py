"""The steps of a publication: each does one thing, says what changed, and may be repeated."""

from collections.abc import Mapping
from typing import Any

from muster.engine.items import Run, read
from muster.engine.keys import people_key, plan_lock_key, run_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.writes import Write, absent, put
from muster.service.commands.publication import Change, Publication, Release
from muster.service.errors import MusterError, RefusedError
from muster.service.keys import plan_current_key, plan_version_key, plans_key
from muster.service.service import Service
from muster.service.values import Caller, Document

PATIENCE = 60
"""Seconds that Systems Manager may take to make a document version usable."""

MAKING = frozenset({"Creating", "Updating"})


def refuse_if_elsewhere(publication: Publication, caller: Caller) -> None:
    """Raise `RefusedError` if the credentials lead to another account or Region than a plan's."""
    here = (caller.account, caller.region)
    wrong = [
        f"plan `{each.plan}` belongs into account {each.account}, {each.region}"
        for each in publication.releases
        if (each.account, each.region) != here
    ]
    if wrong:
        raise RefusedError(
            f"{'; '.join(wrong)}; these credentials lead to {caller.account}, {caller.region}",
            "name the right `--profile` or `--region`, or mend `target` in the plan",
        )


def refuse_if_active(service: Service, publication: Publication) -> None:
    """Raise `RefusedError` if a run of a plan is not over: its waves run what is published."""
    active = [text for each in publication.releases if (text := _active_run(service, each.plan))]
    if active:
        raise RefusedError("; ".join(active), "publish when it has ended, or cancel it first")


def _active_run(service: Service, plan: str) -> str:
    holder = str(service.table.item(plan_lock_key(plan)).get("run") or "")
    item = service.table.item(run_key(holder)) if holder else {}
    if not item or read(Run, item).state in RUN_TERMINAL:
        return ""
    return f"run {holder} of plan `{plan}` is {item['state']}"


def put_scripts(service: Service, writes: tuple[Write, ...]) -> Change:
    """The texts that documents load by their hash."""
    new = sum(service.store.write(write) for write in writes)
    return Change("scripts", f"{len(writes)} texts", "made" if new else "same")


def put_record(service: Service, release: Release) -> Change:
    """The plan as `Register` reads it."""
    new = sum(service.store.write(write) for write in release.record)
    return Change("plan record", release.plan, "made" if new else "same", release.hash[:12])


def put_document(service: Service, document: Document) -> Change:
    """A version of the document that holds this content, and is usable; not yet the default."""
    before = service.documents.published(document.name)
    version = service.documents.put(document)
    _wait_until_usable(service, document.name, version)
    same = before is not None and before.default_version == version
    change = "same" if same else "changed" if before else "made"
    return Change("document", document.name, change, version)


def _wait_until_usable(service: Service, name: str, version: str) -> None:
    for _ in range(PATIENCE):
        found = service.documents.published(name, version)
        if found is None or found.status not in MAKING:
            break
        service.clock.sleep(1)
    if found is None or found.status != "Active":
        why = f"{found.status}: {found.reason}" if found else "not there"
        raise MusterError(f"version {version} of document `{name}` is {why}", "publish it again")


def make_default(service: Service, name: str, version: str) -> Change:
    """Let the document run this version from now on, and see that it does."""
    before = service.documents.published(name)
    if before is not None and before.default_version == version:
        return Change("default", name, "same", version)
    service.documents.make_default(name, version)
    after = service.documents.published(name)
    if after is None or after.default_version != version:
        raise MusterError(f"document `{name}` does not run version {version}", "publish it again")
    return Change("default", name, "changed", version)


def make_current(
    service: Service, release: Release, caller: Caller, versions: Mapping[str, str]
) -> Change:
    """Say which version the plan's documents carry out now, and put the plan into the list."""
    now = service.clock.now()
    current = {"hash": release.hash, "published_at": now, "by": caller.arn}
    documents = [
        {"name": each.name, "version": versions[each.name], "digest": each.digest}
        for each in release.documents
    ]
    version = {**current, "pieces": len(release.record), "documents": documents}
    before = service.table.item(plan_current_key(release.plan)).get("hash")
    service.store.write(put(plan_version_key(release.plan, release.hash), version, absent("pk")))
    service.store.write(
        put(plan_current_key(release.plan), current),
        put(plans_key(release.plan), _listed(release)),
    )
    change = "same" if before == release.hash else "changed" if before else "made"
    return Change("plan", release.plan, change, release.hash[:12])


def _listed(release: Release) -> Mapping[str, Any]:
    return {
        "plan": release.plan,
        "hash": release.hash,
        "description": release.description,
        "owner": release.owner,
        "priority": release.priority,
    }


def put_people(service: Service, people: Mapping[str, Any]) -> Change:
    """Who may start and decide; the published people are replaced whole."""
    before = service.table.item(people_key())
    same = {key: before[key] for key in before if key not in ("pk", "sk")} == people
    if not same:
        service.store.write(put(people_key(), people))
    change = "same" if same else "changed" if before else "made"
    return Change("people", f"{len(people.get('people') or ())} persons", change)
