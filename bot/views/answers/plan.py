"""`/dr plan NAME`."""

from collections.abc import Iterator

from bot.views import limits
from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.texts import code, plain, to_type
from muster.engine.verdict import duration
from muster.service.acting.prospect import Prospect, ProspectWave


def plan_answer(drill: Prospect, real: Prospect, command: str) -> Message:
    """What a plan does, in a drill and in a real recovery."""
    waves = [
        line
        for number, pair in enumerate(zip(drill.waves, real.waves, strict=True), start=1)
        for line in _wave(number, *pair)
    ]
    problems = [f":warning: {plain(each)}" for each in drill.problems]
    rehearses = to_type(f"{command} drill {drill.plan}")
    body = [
        header(drill.plan),
        section(_about(drill, real)),
        lines(waves),
        *([lines(problems)] if problems else []),
        context(f"Version {code(drill.hash[:12])} · {rehearses} rehearses it"),
    ]
    text = f"Plan {drill.plan}: {len(drill.servers)} servers in {len(drill.waves)} waves"
    return message(text, body)


def _about(drill: Prospect, real: Prospect) -> str:
    first = [
        f"A {mode} starts after approval by {seen.count} of {plain(seen.asked)}."
        for mode, seen in (("drill", drill), ("recovery", real))
        if seen.asked
    ]
    rto = f"RTO {duration(drill.rto)}." if drill.rto else ""
    return "\n".join(part for part in (plain(drill.description), *first, rto) if part) or drill.plan


def _wave(number: int, drill: ProspectWave, real: ProspectWave) -> Iterator[str]:
    asked = [
        f"{mode} by {wave.count} of {plain(wave.asked)}"
        for mode, wave in (("drill", drill), ("recovery", real))
        if wave.asked
    ]
    parts = (
        f"{number}. *{plain(drill.wave)}*",
        f"{len(drill.servers)} servers" if drill.servers else "checkpoint",
        f"after {plain(', '.join(drill.needs))}" if drill.needs else "",
        f"approval: {', '.join(asked)}" if asked else "",
    )
    yield " · ".join(part for part in parts if part)
    names = [code(server.name) for server in drill.servers[: limits.SERVERS_NAMED]]
    more = len(drill.servers) - len(names)
    if names:
        yield f"      {', '.join(names)}" + (f" and {more} more" if more else "")
