"""Before a run starts: what will happen, to which servers, where, and what will not."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.buttons import Callback, Input, OfStart
from bot.views import limits
from bot.views.blocks import context, divider, lines, modal, section, text_input
from bot.views.modals.inputs import start_inputs
from bot.views.prospects import how_many, in_wave, not_looked_at, places
from bot.views.texts import code, plain
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.engine.verdict import duration
from muster.service.acting.prospect import Prospect, ProspectServer, ProspectWave

Json = dict[str, Any]
TITLES = {Mode.DRILL: "Start a drill", Mode.RECOVERY: "Start a REAL recovery"}
SUBMITS = {Mode.DRILL: "Start the drill", Mode.RECOVERY: "Recover"}
SHOWN = 100
"""Servers that are named in the modal; it holds 250 kB."""


def start_modal(seen: Prospect, channel: str) -> Json:
    """The modal of `/dr drill` and `/dr recover`; the plan's name is to be typed for the latter."""
    mode = Mode(seen.mode)
    bound = OfStart(plan=seen.plan, hash=seen.hash, mode=seen.mode, channel=channel)
    blocks = [
        section(_what(seen)),
        *_paragraphs(list(_waves(seen))),
        *_listed("*What will not happen*", list(_not(seen))),
        *_listed(":warning: *Look at this first*", list(_warnings(seen))),
        divider(),
        *_inputs(seen, mode),
        context(f"Version {code(seen.hash[:12])} of the plan"),
    ]
    return modal(
        TITLES[mode],
        blocks,
        callback=Callback.START,
        submit=SUBMITS[mode],
        close="Not now",
        metadata=bound.text(),
    )


def _what(seen: Prospect) -> str:
    instances, place = how_many(seen, f"{seen.mode} instance"), places(seen)
    about = f": {plain(seen.description)}" if seen.description else ""
    does = {
        Mode.DRILL: f"launches *{instances}* beside production, in {place}."
        " Production and replication go on untouched.",
        Mode.RECOVERY: f"launches *{instances} for production*, in {place}."
        " The source servers are not shut down.",
    }[Mode(seen.mode)]
    asked = f"\nFirst {seen.count} of {plain(seen.asked)} must approve." if seen.asked else ""
    rto = f"\nRTO {duration(seen.rto)}, counted from the start." if seen.rto else ""
    return f"*{seen.plan}*{about}\nThis {does}{asked}{rto}"


def _waves(seen: Prospect) -> Iterator[str]:
    yield "*What will happen*"
    room = SHOWN
    for number, wave in enumerate(seen.waves, start=1):
        shared = len({server.subnet for server in wave.servers}) == 1
        yield _wave(number, wave, _subnet(wave.servers[0].subnet) if shared else "")
        yield from (_server(s, placed=shared) for s in wave.servers[: max(room, 0)])
        if len(wave.servers) > max(room, 0):
            yield f"      … and {len(wave.servers) - max(room, 0)} more"
        room -= len(wave.servers)


def _wave(number: int, wave: ProspectWave, where: str) -> str:
    parts = (
        f"{number}. *{plain(wave.wave)}*",
        in_wave(wave),
        where,
        f"after {plain(', '.join(wave.needs))}" if wave.needs else "",
        f"{wave.count} of {plain(wave.asked)} must approve" if wave.asked else "",
        f"runs {', '.join(code(hook) for hook in wave.hooks)}" if wave.hooks else "",
    )
    return " · ".join(part for part in parts if part)


def _server(server: ProspectServer, *, placed: bool) -> str:
    where = "" if placed else f" · {_subnet(server.subnet)}"
    return f"      • {code(server.name)} {code(server.server)}{where}"


def _subnet(subnet: str | None) -> str:
    if subnet is None:
        return "subnet not looked up"
    return f"in {code(subnet)}" if subnet else "no subnet set: EC2 takes the default"


def _not(seen: Prospect) -> Iterator[str]:
    for skipped in seen.skipped:
        only = " and ".join(skipped.modes)
        yield f"• {code(skipped.hook)} of {plain(skipped.wave)}: skipped, {only} only"


def _warnings(seen: Prospect) -> Iterator[str]:
    yield from (f"• {plain(problem)}" for problem in seen.problems)
    yield from (f"• {not_looked_at(group)}" for group in seen.elsewhere)
    late = [server for server in seen.servers if server.replication != "CONTINUOUS"]
    for server in late[: limits.SERVERS_NAMED]:
        state = plain(server.replication.lower() or "unknown")
        yield f"• {code(server.name)} replication is {state}: an older point is used"
    yield from _beyond(late, "is not in step", "are not in step")
    live = [server for server in seen.servers if server.instance]
    for server in live[: limits.SERVERS_NAMED]:
        yield f"• {code(server.name)} has the instance {code(server.instance)} already"
    yield from _beyond(live, "has an instance already", "have an instance already")


def _beyond(servers: Sequence[ProspectServer], one: str, many: str) -> Iterator[str]:
    """How many there are that are not named."""
    more = len(servers) - limits.SERVERS_NAMED
    if more > 0:
        yield f"• {counted(more, f'more {one}', f'more {many}')}"


def _inputs(seen: Prospect, mode: Mode) -> list[Json]:
    real = mode is Mode.RECOVERY
    name = text_input(
        Input.NAME,
        "Type the plan's name to confirm",
        hint=f"{seen.plan}, exactly as it stands here",
    )
    return [
        *([name] if real else []),
        *start_inputs(real=real),
    ]


def _listed(title: str, listed: list[str]) -> list[Json]:
    return [lines([title, *listed])] if listed else []


def _paragraphs(listed: list[str]) -> list[Json]:
    """The lines in as many sections as they need."""
    made, paragraph = [], ""
    for line in listed:
        if paragraph and len(paragraph) + len(line) + 1 > limits.SECTION:
            made.append(section(paragraph))
            paragraph = ""
        paragraph = f"{paragraph}\n{line}" if paragraph else line
    return [*made, section(paragraph)]
