"""The steps of a publication: each does one thing, says what changed, and may be repeated."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from muster.engine.counts import counted
from muster.engine.items import Run, read
from muster.engine.keys import people_key, plan_current_key, plan_lock_key, run_key
from muster.engine.states import RUN_TERMINAL
from muster.engine.writes import Write, absent, put
from muster.service.commands.publication import Change, Publication, Release
from muster.service.errors import MusterError, PublishFailedError, RefusedError
from muster.service.keys import plan_release_key, plans_key
from muster.service.reading.releases import PlanRelease, current_release, releases
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


def refuse_if_active(service: Service, plans: Iterable[str]) -> None:
    """Raise `RefusedError` if a run of a plan is not over: its waves run what is published."""
    active = [text for plan in plans if (text := _active_run(service, plan))]
    if active:
        raise RefusedError("; ".join(active), "publish when it has ended, or cancel it first")


def _active_run(service: Service, plan: str) -> str:
    holder = str(service.table.item(plan_lock_key(plan)).get("run") or "")
    item = service.table.item(run_key(holder)) if holder else {}
    if not item or read(Run, item).state in RUN_TERMINAL:
        return ""
    return f"run {holder} of plan `{plan}` is {item['state']}"


def carried_out(work: Iterable[Change], before: Iterable[Change] = ()) -> tuple[Change, ...]:
    """Take one step after the other; gives all that was done, first what was done `before`.

    Raises `PublishFailedError`, which names what was done, if a step fails.
    """
    done = list(before)
    try:
        done += work  # in place: an error leaves what came before
    except MusterError as error:
        named = [str(change) for change in done]
        raise PublishFailedError(error.sentence, error.hint, named) from error
    return tuple(done)


def put_scripts(service: Service, writes: tuple[Write, ...]) -> Change:
    """The texts that documents load by their hash."""
    new = sum(service.store.write(write) for write in writes)
    return Change("scripts", counted(len(writes), "text"), "made" if new else "same")


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


def made_of(release: Release, caller: Caller, versions: Mapping[str, str], now: int) -> PlanRelease:
    """The release that this publication makes, if nothing like it is current."""
    documents = [
        {"name": each.name, "version": versions[each.name], "digest": each.digest}
        for each in release.documents
    ]
    return PlanRelease(
        number=0,
        hash=release.hash,
        published_at=now,
        by=caller.arn,
        documents=tuple(documents),
        listed=listed(release),
    )


def make_current(service: Service, plan: str, wanted: PlanRelease) -> Change:
    """Say what the plan's documents carry out now, and put the plan into the list.

    Nothing is written if that is said already. Raises `MusterError` if somebody else was faster.
    """
    before = current_release(service.table, plan)
    if before is not None and before.is_of(wanted.hash, wanted.parts):
        return Change("plan", plan, "same", f"release {before.number}")
    newest = releases(service.table, plan, newest=1)
    number = newest[0].number + 1 if newest else 1
    kept = asdict(replace(wanted, number=number))
    at = {"hash": wanted.hash, "published_at": wanted.published_at, "by": wanted.by}
    if not service.store.write(
        put(plan_release_key(plan, number), kept, absent("pk")),
        put(plan_current_key(plan), {**at, "release": number}),
        put(plans_key(plan), wanted.listed),
    ):
        raise MusterError(
            f"somebody else made release {number} of plan `{plan}` at the same time",
            "look at it (`muster plan releases`), then publish again",
        )
    return Change("plan", plan, "changed" if before else "made", f"release {number}")


def listed(release: Release) -> Mapping[str, Any]:
    """The plan's entry in the list of all plans."""
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
    return Change("people", counted(len(people.get("people") or ()), "person"), change)
