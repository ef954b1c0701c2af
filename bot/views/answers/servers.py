"""`/dr servers [WORDS]`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.run.outlook import about
from bot.views.states import ON_ITS_WAY, REPLICATION
from bot.views.texts import code, plain, to_type
from muster.engine.verdict import duration
from muster.service.acting.values import SourceServer


@dataclass(frozen=True)
class Assigned:
    """A plan that recovers a server, and the group of the plan that it belongs to."""

    plan: str
    group: str


@dataclass(frozen=True)
class ShownServer:
    """A source server, what protects it, and its newest snapshot (epoch seconds, 0: not known)."""

    server: SourceServer
    assigned: tuple[Assigned, ...] = ()
    snapshot: int = 0


def in_order(shown: Iterable[ShownServer]) -> list[ShownServer]:
    """Those that need a look first: not in step, then without a plan."""
    return sorted(shown, key=_rank)


def servers_answer(
    shown: Sequence[ShownServer], words: Sequence[str], kinds: Sequence[str], now: int
) -> Message:
    """Source servers in the order given; `kinds` are the words that filter by more than text."""
    only = f"Only those with {_wanted(words)}." if words else ""
    also = " or ".join(to_type(kind) for kind in kinds)
    hint = context(f"Add words to see fewer: a name, an id, a tag, a plan, or {also}")
    if not shown:
        text = f"There is no source server{f' with {_wanted(words)}' if words else ''} here."
        return message(text, [section(text), *([hint] if words else [])])
    ready = sum(each.server.is_ready for each in shown)
    lost = sum(not each.assigned for each in shown)
    count = f"{len(shown)} source servers" if len(shown) > 1 else "One source server"
    title = f"{count}, {ready} in step" + (f", {lost} in no plan" * bool(lost))
    told = lines([_line(each, now) for each in shown])
    body = [header(title), *([section(only)] if only else []), told, hint]
    return message(title, body)


def _wanted(words: Sequence[str]) -> str:
    return f"“{plain(' '.join(words))}”"


def _rank(each: ShownServer) -> tuple[bool, bool, str, str]:
    server = each.server
    return server.is_ready, bool(each.assigned), server.name, server.server


def _line(each: ShownServer, now: int) -> str:
    server = each.server
    look = REPLICATION.get(server.replication, ON_ITS_WAY)
    kind, at = server.last_launch
    plans = ", ".join(f"{one.plan} ({one.group})" for one in each.assigned)
    parts = (
        f":{look.emoji}: {code(server.name)} {code(server.server)}",
        look.word,
        f"lag {duration(server.lag)}" if server.lag is not None else "",
        f"snapshot {about(max(now - each.snapshot, 0))} old" if each.snapshot else "",
        f"plan {plain(plans)}" if plans else "*no plan*",
        f"last {plain(kind.lower())} {plain(at[:10])}" if kind else "never launched",
    )
    return " · ".join(part for part in parts if part)
