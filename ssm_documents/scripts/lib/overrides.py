"""Overrides of a guard: who broke the glass may let a launch destroy one named instance.

They lie in a partition of their own, which nobody but the break-glass role may write.
"""

from collections.abc import Callable, Mapping

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Override, Server, read
from muster.engine.keys import override_partition
from ssm_documents.scripts.lib.here import Here, now
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import call_people

Judge = Callable[[Server, Facts], tuple[Verdict, str]]


def judge_with(here: Here, ours: frozenset[str]) -> Judge:
    """The guards, and what stands against them; overrides are read when a guard refuses first."""
    known: dict[str, Override] = {}
    asked: list[bool] = []

    def judge(server: Server, facts: Facts) -> tuple[Verdict, str]:
        verdict, reason = judge_server(server, facts, ours)
        if verdict is not Verdict.REFUSE or not facts.instance:
            return verdict, reason
        if not asked:
            asked.append(True)
            known.update(_valid(here))
        return _overridden(here, server, facts, ours, known) or (verdict, reason)

    return judge


def _valid(here: Here) -> dict[str, Override]:
    """The overrides that have not expired, by source server."""
    items = here.table.query(override_partition(here.run))
    found = [read(Override, item) for item in items]
    return {each.server: each for each in found if each.expires_at > now()}


def _overridden(
    here: Here,
    server: Server,
    facts: Facts,
    ours: frozenset[str],
    known: Mapping[str, Override],
) -> tuple[Verdict, str] | None:
    """The verdict with the override, if there is one for just this instance; it is announced."""
    override = known.get(server.server)
    if override is None or override.instance != facts.instance:
        return None
    verdict, reason = judge_server(server, facts, ours, doomed=override.instance)
    if verdict is Verdict.LAUNCH:
        _announce(here, server, override)
    return verdict, reason


def _announce(here: Here, server: Server, override: Override) -> None:
    text = (
        f"the guard of {server.name} ({server.server}) is overridden: instance"
        f" {override.instance} is destroyed; {override.reason}"
    )
    fact = f"override/{server.server}/{override.instance}/{server.attempt}"
    record(here, fact, text, who=override.by)
    call_people(here, f"Guard overridden: {server.name}", f"{text}\nBy {override.by}.")
