"""Servers: what DRS protects, how it replicates, and which plan recovers it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.servers import Assigned, ShownServer, in_order, servers_answer
from muster.service.acting.prospect import matching, of_its_own_place
from muster.service.acting.published import published_plan
from muster.service.acting.values import SourceServer
from muster.service.errors import AwsError, MissingError
from muster.service.reading.plans import published_plans

LOOKED_UP = 20
"""Of how many servers the newest snapshot is looked up: each takes a call."""

KINDS: Mapping[str, Callable[[ShownServer], bool]] = {
    "unprotected": lambda each: not each.assigned,
    "late": lambda each: not each.server.is_ready,
    "undrilled": lambda each: each.server.last_launch[0] != "DRILL",
}
"""Words that mean a kind of server, not a text."""


def typed(bot: Bot, _asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr servers [WORDS]`: those that all words fit; DRS is asked, which may take a while."""
    reply.acknowledge()
    known = bot.services.source_servers.listed()
    owners = list(_owners(bot, known))
    shown = [ShownServer(server, tuple(_assigned(server, owners))) for server in known]
    found = in_order(each for each in shown if all(_fits(each, word) for word in words))
    told = _with_snapshots(bot, found)
    reply.say(servers_answer(told, words, tuple(KINDS), bot.service.clock.now()))


def _owners(bot: Bot, known: Sequence[SourceServer]) -> Iterator[tuple[Assigned, frozenset[str]]]:
    """Each group of each published plan with its servers; what cannot be read protects nothing."""
    for entry in published_plans(bot.service):
        try:
            plan = published_plan(bot.service.table, entry.plan, entry.hash)
        except MissingError:
            continue
        for name, group in of_its_own_place(plan).items():
            ids = frozenset(server.server for server in matching(group, known))
            yield Assigned(entry.plan, name), ids


def _assigned(
    server: SourceServer, owners: Sequence[tuple[Assigned, frozenset[str]]]
) -> Iterator[Assigned]:
    yield from (assigned for assigned, ids in owners if server.server in ids)


def _fits(each: ShownServer, word: str) -> bool:
    kind = KINDS.get(word.casefold())
    if kind is not None:
        return kind(each)
    server = each.server
    plans = [text for one in each.assigned for text in (one.plan, one.group)]
    texts = (server.server, server.name, server.replication, *plans, *server.tags.values())
    return word.casefold() in "\n".join(texts).casefold()


def _with_snapshots(bot: Bot, found: Sequence[ShownServer]) -> list[ShownServer]:
    """The first of them with their newest snapshots; without, where DRS does not say."""
    first = [each.server.server for each in found[:LOOKED_UP]]
    try:
        newest = bot.services.source_servers.snapshots(first)
    except AwsError:
        return list(found)
    return [replace(each, snapshot=newest.get(each.server.server, 0)) for each in found]
