"""`plan rollback`: let the documents of a plan be those of an earlier release again.

Nothing is written anew: the versions are in Systems Manager, the plan and the scripts in the run
table. What comes of it is a release of its own, so the list of releases tells what ran when.
"""

from collections.abc import Iterator
from dataclasses import replace

from muster.service.commands.publication import Change, PublishedHere
from muster.service.commands.publish_steps import (
    carried_out,
    make_current,
    make_default,
    refuse_if_active,
)
from muster.service.errors import RefusedError
from muster.service.reading.drift import has_record, is_text_of
from muster.service.reading.releases import PlanRelease, ReleasedDocument, release_of
from muster.service.service import Service
from muster.service.values import Caller, label_of


def roll_back(service: Service, plan: str, number: int) -> PublishedHere:
    """Go back to release `number`; repeated after an interruption, it goes on.

    Raises:
        RefusedError: a run of the plan is active, or something of that release is gone.
        PublishFailedError: it stopped half-way; it names what was done.
    """
    caller = service.identity.caller()
    wanted = release_of(service.table, plan, number)
    refuse_if_active(service, [plan])
    _refuse_if_gone(service, plan, wanted)
    done = carried_out(_work(service, plan, wanted, caller))
    return PublishedHere(caller, done, pack_missing=False)


def _work(service: Service, plan: str, wanted: PlanRelease, caller: Caller) -> Iterator[Change]:
    """Those that start others come last, as in publishing."""
    for part in reversed(wanted.parts):
        yield make_default(service, part.name, part.version)
    made = replace(
        wanted,
        published_at=service.clock.now(),
        by=caller.arn,
        back_to=wanted.back_to or wanted.number,
    )
    yield make_current(service, plan, made)


def _refuse_if_gone(service: Service, plan: str, wanted: PlanRelease) -> None:
    gone = [text for part in wanted.parts if (text := _missing(service, part))]
    if not has_record(service, plan, wanted.hash):
        gone.append("its record is not in the run table")
    if gone:
        raise RefusedError(
            f"release {wanted.number} of plan `{plan}` is not whole: {'; '.join(gone)}",
            "publish it anew from the plan file of that time: `muster plan publish FILE`",
        )


def _missing(service: Service, part: ReleasedDocument) -> str:
    found = service.documents.published(part.name, part.version)
    if found is None:
        return f"version {part.version} of document `{part.name}` is gone"
    if found.label != label_of(part.digest) and not is_text_of(service, part):
        return f"version {part.version} of document `{part.name}` is another than it was"
    return ""
