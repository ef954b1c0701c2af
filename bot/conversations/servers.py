"""Servers: what DRS protects, how it replicates, and which plan recovers it."""

from collections.abc import Iterator, Sequence

from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.servers import ShownServer, servers_answer
from muster.service.acting.prospect import matching
from muster.service.acting.published import published_plan
from muster.service.acting.values import SourceServer
from muster.service.errors import MissingError
from muster.service.reading.plans import published_plans


def typed(bot: Bot, _asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr servers [TEXT]`; DRS is asked, which may take a while."""
    reply.acknowledge()
    known = bot.services.source_servers.listed()
    owners = list(_owners(bot, known))
    shown = [
        ShownServer(server, tuple(plan for plan, ids in owners if server.server in ids))
        for server in known
    ]
    wanted = " ".join(words)
    reply.say(servers_answer([each for each in shown if _has(each, wanted)], wanted))


def _owners(bot: Bot, known: Sequence[SourceServer]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each published plan with its servers; one that cannot be read protects nothing."""
    for entry in published_plans(bot.service):
        try:
            plan = published_plan(bot.service.table, entry.plan, entry.hash)
        except MissingError:
            continue
        groups = plan.groups.values()
        yield entry.plan, frozenset(s.server for group in groups for s in matching(group, known))


def _has(each: ShownServer, wanted: str) -> bool:
    server = each.server
    words = (server.server, server.name, server.replication, *each.plans, *server.tags.values())
    return wanted.casefold() in "\n".join(words).casefold()
