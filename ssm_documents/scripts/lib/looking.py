"""Looking at servers before anything is launched: the same for a run and for who only asks."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.capacity import problems
from muster.engine.counts import counted
from muster.engine.guards import Facts
from muster.engine.items import Server
from muster.engine.moments import epoch_of
from muster.engine.points import why_none
from muster.engine.preflight import Finding, Look, finding_of, of_server, of_sources
from ssm_documents.scripts.lib.capacity import LAUNCHES, launches_of, room_for
from ssm_documents.scripts.lib.clients import OutOfTimeError, Where
from ssm_documents.scripts.lib.facts import gather, newest_snapshot
from ssm_documents.scripts.lib.points import points_of

POINTS = 100
"""So many servers are asked for a recovery point of theirs: a call each."""


def look_before(
    there: Where, servers: Sequence[Server], busy: Mapping[str, str], look: Look
) -> list[Finding]:
    """The findings about servers of one account and Region; `busy` is the job that has a server."""
    facts = gather(there, [server.server for server in servers], busy)
    facts = _with_points(there, facts)
    found = [each for server in servers for each in of_server(look, server, facts[server.server])]
    known = [server for server in servers if facts[server.server].exists]
    pointed = [server for server in known if facts[server.server].has_recovery_point]
    found += [*_of_points(there, pointed, look), *of_sources(look.mode, facts.values())]
    return [*found, *_of_room(there, known, facts, look)]


def _of_points(there: Where, servers: Sequence[Server], look: Look) -> Iterator[Finding]:
    """The servers of which no recovery point fits the choice; a call each, so of the first only."""
    asked = servers[:POINTS] if look.point else []
    points = points_of(there, look.point, [server.server for server in asked])
    for server in asked:
        if server.server not in points:
            why = why_none(look.point)
            yield from finding_of(look.mode, "chosen-point", server.server, server.name, why)
    if asked and len(servers) > len(asked):
        text = f"whether they have a recovery point that fits was asked of {POINTS} servers only"
        name = counted(len(servers) - POINTS, "server")
        yield from finding_of(look.mode, "not-looked-at", "", name, text)


def _with_points(there: Where, facts: dict[str, Facts]) -> dict[str, Facts]:
    """The facts with the age of the newest point, of servers that do not replicate."""
    asked = [name for name, each in facts.items() if each.exists and _is_behind(each)][:POINTS]
    moments: dict[str, int] = {}
    with suppress(OutOfTimeError):  # then the ages of some are not told
        for name in asked:
            moments[name] = epoch_of(newest_snapshot(there, name).get("timestamp"))
    return facts | {name: replace(facts[name], point_at=at) for name, at in moments.items()}


def _is_behind(facts: Facts) -> bool:
    return facts.has_recovery_point and facts.replication != "CONTINUOUS"


def _of_room(
    there: Where, servers: Sequence[Server], facts: Mapping[str, Facts], look: Look
) -> Iterator[Finding]:
    """What does not fit; AWS not answering hinders nobody, but is said."""
    replaced = {facts[server.server].instance for server in servers}
    try:
        launches = launches_of(there, servers)
        found = list(problems(launches, room_for(there, launches, replaced)))
    except (ClientError, BotoCoreError, OutOfTimeError) as error:
        found = [_unasked("ec2", "capacity", f"whether EC2 has room is not known: {error}"[:300])]
    if len(servers) > LAUNCHES:
        text = f"room in EC2 is looked at for {LAUNCHES} of {len(servers)} servers"
        found.append(_unasked("ec2", "capacity", text))
    for check, what, name, text in found:
        yield from finding_of(look.mode, check, what, name, text)


def _unasked(what: str, name: str, text: str) -> tuple[str, str, str, str]:
    return "not-looked-at", what, name, text
