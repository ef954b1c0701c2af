"""The list of runs, and which of them somebody means."""

from dataclasses import dataclass

from muster.engine.items import read
from muster.engine.keys import run_key
from muster.service.errors import UnknownRunError
from muster.service.keys import RUNS
from muster.service.service import Service

LAST = "last"
SEARCHED = 1000
"""How many runs back a prefix is looked for."""

LONGEST_ID = 64


@dataclass(frozen=True)
class ListedRun:
    """A run in the list; times in epoch seconds, UTC, 0: not yet."""

    run: str
    plan: str
    mode: str
    requested_at: int
    state: str = ""
    requester: str = ""
    ended_at: int = 0
    verdict: str = ""


def list_runs(service: Service, *, newest: int = 20, plan: str = "") -> tuple[ListedRun, ...]:
    """The newest runs first, of one plan or of all, as they stand now."""
    entries = service.table.items(RUNS, newest=SEARCHED if plan else newest)
    meant = [entry for entry in entries if plan in ("", entry["plan"])][:newest]
    items = [{**entry, **service.table.item(run_key(entry["run"]))} for entry in meant]
    return tuple(read(ListedRun, item) for item in items)


def find_run(service: Service, text: str) -> str:
    """The id of the run that `text` means: `last`, an id, or how one begins.

    Raises `UnknownRunError` unless exactly one is meant.
    """
    if text == LAST:
        return _last(service)
    if not text or len(text) > LONGEST_ID:
        raise _unknown(f"`{text[:LONGEST_ID]}` is no id of a run")
    if service.table.item(run_key(text)):
        return text
    entries = service.table.items(RUNS, newest=SEARCHED)
    meant = [str(entry["run"]) for entry in entries if str(entry["run"]).startswith(text)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise _unknown(f"`{text}` begins the ids of {len(meant)} runs: {', '.join(meant[:5])}")
    raise _unknown(f"there is no run `{text}` here")


def _last(service: Service) -> str:
    entries = service.table.items(RUNS, newest=1)
    if not entries:
        raise UnknownRunError("there is no run here yet", "start one: `muster run drill PLAN`")
    return str(entries[0]["run"])


def _unknown(sentence: str) -> UnknownRunError:
    return UnknownRunError(sentence, "the runs: `muster run list`; the newest one: `last`")
