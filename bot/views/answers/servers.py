"""`/dr servers [TEXT]`."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.blocks import header, lines, section
from bot.views.message import Message, message
from bot.views.states import ON_ITS_WAY, REPLICATION
from bot.views.texts import code, plain
from muster.engine.verdict import duration
from muster.service.acting.values import SourceServer


@dataclass(frozen=True)
class ShownServer:
    """A source server, and the plans that protect it."""

    server: SourceServer
    plans: tuple[str, ...]


def servers_answer(shown: Sequence[ShownServer], wanted: str) -> Message:
    """Source servers with their replication; those that need a look come first."""
    about = f" with “{plain(wanted)}”" if wanted else ""
    if not shown:
        text = f"There is no source server{about} here."
        return message(text, [section(text)])
    told = [_line(each) for each in sorted(shown, key=_rank)]
    ready = sum(each.server.is_ready for each in shown)
    title = f"{len(shown)} source servers, {ready} in step"
    body = [header(title), *([section(f"Only those{about}.")] if about else []), lines(told)]
    return message(title, body)


def _rank(each: ShownServer) -> tuple[bool, bool, str, str]:
    server = each.server
    return server.is_ready, bool(each.plans), server.name, server.server


def _line(each: ShownServer) -> str:
    server = each.server
    look = REPLICATION.get(server.replication, ON_ITS_WAY)
    kind, at = server.last_launch
    parts = (
        f":{look.emoji}: {code(server.name)} {code(server.server)}",
        look.word,
        f"lag {duration(server.lag)}" if server.lag is not None else "",
        f"plan {plain(', '.join(each.plans))}" if each.plans else "*no plan*",
        f"last {plain(kind.lower())} {plain(at[:10])}" if kind else "never launched",
    )
    return " · ".join(part for part in parts if part)
