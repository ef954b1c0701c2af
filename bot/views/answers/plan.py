"""`/dr plan NAME`."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.views import limits
from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.prospects import how_many, in_wave, there
from bot.views.run.outlook import about
from bot.views.story import MODE_WORDS
from bot.views.texts import code, moment, plain, to_type
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.engine.verdict import duration
from muster.service.acting.prospect import Prospect, ProspectWave
from muster.service.reading.forecast import ASSUMED
from muster.service.reading.past import Past


@dataclass(frozen=True)
class PlanFacts:
    """What is known of a plan beside what it does; spans in seconds, 0: not known.

    `groups` by name what chooses their servers and how many they are now, None: in a place where
    the chat does not look; `age` of the last good drill, in words; `takes` is how long all of it
    takes, `path` the waves that decide that, `went` the run that this is taken from.
    """

    groups: tuple[tuple[str, str, int | None], ...]
    age: str
    takes: int
    path: tuple[str, ...]
    went: Past


def plan_answer(drill: Prospect, real: Prospect, facts: PlanFacts, command: str) -> Message:
    """What a plan does, in a drill and in a real recovery."""
    waves = [
        "\n".join(_wave(number, *pair))
        for number, pair in enumerate(zip(drill.waves, real.waves, strict=True), start=1)
    ]
    problems = [f":warning: {plain(each)}" for each in drill.problems]
    rehearses = to_type(f"{command} drill {drill.plan}")
    body = [
        header(drill.plan),
        section("\n".join((_about(drill, real), facts.age, _takes(drill, facts)))),
        lines(["*Groups*", *(_group(drill, *group) for group in facts.groups)]),
        lines(["*Waves*", *waves]),
        *([lines(problems)] if problems else []),
        context(f"Version {code(drill.hash[:12])} · {rehearses} rehearses it"),
    ]
    size = f"{how_many(drill, 'server')} in {counted(len(drill.waves), 'wave')}"
    return message(f"Plan {drill.plan}: {size}", body)


def _about(drill: Prospect, real: Prospect) -> str:
    first = [
        f"A {mode} starts after approval by {seen.count} of {plain(seen.asked)}."
        for mode, seen in (("drill", drill), ("recovery", real))
        if seen.asked
    ]
    rto = f"RTO {duration(drill.rto)}." if drill.rto else ""
    return "\n".join(part for part in (plain(drill.description), *first, rto) if part) or drill.plan


def _hooks(drill: ProspectWave, real: ProspectWave) -> str:
    only = [hook for hook in real.hooks if hook not in drill.hooks]
    told = [code(hook) for hook in drill.hooks]
    told += [f"{code(hook)} (recovery only)" for hook in only]
    return f"runs {', '.join(told)}" if told else ""


def _takes(seen: Prospect, facts: PlanFacts) -> str:
    """How long it takes without waiting for people, and how that compares with the RTO."""
    slow = " → ".join(plain(wave) for wave in facts.path)
    late = bool(facts.went.run) and bool(seen.rto) and facts.takes > seen.rto
    if facts.went.run:
        mode = MODE_WORDS[Mode(facts.went.mode)].lower()
        source = f"as the {mode} of {moment(facts.went.at, '{date_short}')} went"
    else:
        source = f"if a wave takes {about(ASSUMED)}: there is no earlier run to go by"
    warning = f" :warning: *longer than the RTO by {about(facts.takes - seen.rto)}*" * late
    return f"Takes about {about(facts.takes)} without approvals, {source}: {slow}.{warning}"


def _group(seen: Prospect, name: str, chosen: str, count: int | None) -> str:
    far = {group.group: f"{there(group)}, not looked at" for group in seen.elsewhere}
    size = counted(count, "server") if count is not None else far.get(name, "not looked at")
    return f"*{plain(name)}* · {size} · {plain(chosen)}"


def _wave(number: int, drill: ProspectWave, real: ProspectWave) -> Iterator[str]:
    asked = [
        f"{mode} by {wave.count} of {plain(wave.asked)}"
        for mode, wave in (("drill", drill), ("recovery", real))
        if wave.asked
    ]
    parts = (
        f"{number}. *{plain(drill.wave)}*",
        in_wave(drill),
        f"after {plain(', '.join(drill.needs))}" if drill.needs else "",
        f"approval: {', '.join(asked)}" if asked else "",
        _hooks(drill, real),
    )
    yield " · ".join(part for part in parts if part)
    names = [code(server.name) for server in drill.servers[: limits.SERVERS_NAMED]]
    more = len(drill.servers) - len(names)
    if names:
        yield f"      {', '.join(names)}" + (f" and {more} more" if more else "")
