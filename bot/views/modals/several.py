"""Before several runs start: what each plan would do, and one line to type for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bot.buttons import Callback, Input, OfSeveral
from bot.views import limits
from bot.views.blocks import context, divider, lines, modal, section, text_input
from bot.views.modals.inputs import start_inputs
from bot.views.prospects import how_many, not_looked_at, places
from bot.views.texts import code, plain
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.service.acting.prospect import Prospect

Json = dict[str, Any]
TITLES = {Mode.DRILL: "Start several drills", Mode.RECOVERY: "REAL recoveries"}
WORDS = {Mode.DRILL: "drill", Mode.RECOVERY: "recover"}


def phrase(mode: Mode, count: int) -> str:
    """What has to be typed: `recover 3 plans`."""
    return f"{WORDS[mode]} {counted(count, 'plan')}"


def several_modal(seen: Sequence[Prospect], bound: OfSeveral) -> Json:
    """The modal of `/dr recover PLAN PLAN`."""
    mode, real = Mode(bound.mode), bound.mode == Mode.RECOVERY
    wanted = phrase(mode, len(seen))
    doubts = list(_doubts(seen))
    blocks = [
        section(_what(seen, mode)),
        lines(["*What will happen*", *(_plan(prospect) for prospect in seen)]),
        *([lines([":warning: *Look at this first*", *doubts])] if doubts else []),
        divider(),
        text_input(Input.NAME, f"Type “{wanted}” to confirm", hint="Exactly as it stands here."),
        *start_inputs(real=real),
        context("Each plan is a run of its own, with its own approvals, message and way back."),
    ]
    return modal(
        TITLES[mode],
        blocks,
        callback=Callback.START_SEVERAL,
        submit=WORDS[mode].capitalize(),
        close="Not now",
        metadata=bound.text(),
    )


def _what(seen: Sequence[Prospect], mode: Mode) -> str:
    own = {server.server for prospect in seen for server in prospect.servers}
    servers = len(own) + sum(prospect.number - len(prospect.servers) for prospect in seen)
    least = "" if all(prospect.is_number_known for prospect in seen) else "at least "
    instances = f"{least}{counted(servers, f'{mode} instance')}"
    does = {
        Mode.DRILL: f"This launches *{instances}* beside production.",
        Mode.RECOVERY: f"This launches *{instances} for production*."
        " The source servers are not shut down.",
    }[mode]
    return f"*{counted(len(seen), 'plan')}, {least}{counted(servers, 'server')}*\n{does}"


def _plan(seen: Prospect) -> str:
    parts = (
        f"• *{plain(seen.plan)}*",
        f"{how_many(seen, 'server')} in {counted(len(seen.waves), 'wave')}",
        places(seen),
        f"first {seen.count} of {plain(seen.asked)} must approve" if seen.asked else "",
        f"version {code(seen.hash[:12])}",
    )
    return " · ".join(part for part in parts if part)


def _doubts(seen: Sequence[Prospect]) -> Iterator[str]:
    yield from (f"• {plain(p.plan)}: {plain(text)}" for p in seen for text in p.problems)
    yield from (f"• {plain(p.plan)}, {not_looked_at(g)}" for p in seen for g in p.elsewhere)
    yield from _shared(seen)
    for prospect in seen:
        late = sum(server.replication != "CONTINUOUS" for server in prospect.servers)
        if late:
            behind = counted(late, "server is", "servers are")
            yield f"• {plain(prospect.plan)}: {behind} not in step, older points are used"


def _shared(seen: Sequence[Prospect]) -> Iterator[str]:
    """The servers of more than one of the plans."""
    plans = defaultdict[str, list[str]](list)
    names = dict[str, str]()
    for prospect in seen:
        for server in prospect.servers:
            names[server.server] = server.name or server.server
            plans[server.server].append(prospect.plan)
    shared = {server: found for server, found in plans.items() if len(set(found)) > 1}
    for name in list(shared)[: limits.SERVERS_NAMED]:
        both = " and ".join(plain(plan) for plan in dict.fromkeys(shared[name]))
        yield f"• {code(names[name])} is in {both}: the run that comes second is refused"
    if (more := len(shared) - limits.SERVERS_NAMED) > 0:
        yield f"• {counted(more, 'more server is', 'more servers are')} in several of the plans"
