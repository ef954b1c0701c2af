"""A plan, and what DRS knows of its servers now, as a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from muster.engine.counts import counted
from muster.entrypoints.sheet.health import health_steps
from muster.entrypoints.sheet.hooks import hook_steps
from muster.entrypoints.sheet.launching import (
    Spot,
    clean_up,
    instances,
    launch,
    nothing_lives,
    replication,
    whose_account,
)
from muster.entrypoints.sheet.values import Section, Sheet, Step
from muster.model.approval import Approval
from muster.model.base import Mode
from muster.model.durations import format_duration
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.waves import Wave
from muster.service.acting.prospect import Prospect, ProspectServer, ProspectWave
from ssm_documents.compiler.hooks import Turn

ABOUT = tuple(
    """\
The commands are for bash with the aws CLI; AWS CloudShell has both. They need nothing of muster.
Type them into one and the same shell, in this order.
You need the AWS managed policy AWSElasticDisasterRecoveryConsoleFullAccess_v2, or more.
While muster works, leave it to muster: a run that has begun goes on by itself.""".splitlines()
)
AFTER = {
    Mode.DRILL: "The drill is over when its instances are gone.",
    Mode.RECOVERY: "These instances are production now. Whoever launches one of these servers"
    " again, also in a drill, TERMINATES its instance.",
}
WRITTEN_DOWN = Step("Write down when it was done, and keep this sheet.", noted=("done at", "by"))


@dataclass(frozen=True)
class Wish:
    """What the sheet is for; `at` is the time as people read it, UTC."""

    plan: RecoveryPlan
    mode: Mode
    at: str
    people: People | None = None


def sheet_of(wish: Wish, prospect: Prospect) -> Sheet:
    """The sheet for one mode of a plan; `prospect` says which servers DRS has."""
    waves = enumerate(prospect.waves, 1)
    return Sheet(
        title=f"{wish.mode.capitalize()} of {wish.plan.plan} by hand",
        facts=tuple(_facts(wish, prospect)),
        problems=prospect.problems,
        sections=(
            _before(wish, prospect),
            *(_wave(wish, wave, number) for number, wave in waves),
            _after(wish, prospect),
        ),
    )


def _facts(wish: Wish, prospect: Prospect) -> Iterator[tuple[str, str]]:
    plan = wish.plan
    yield "What", plan.description or plan.plan
    yield "Where", f"account {plan.target.account}, {plan.target.region}"
    yield "Who answers for it", plan.owner or "nobody is named"
    yield "To be done within", format_duration(plan.objectives.rto)
    yield "Servers", f"{len(prospect.servers)} in {counted(len(prospect.waves), 'wave')}"
    yield "As of", f"{wish.at}, plan version {prospect.hash[:12]}"


def _before(wish: Wish, prospect: Prospect) -> Section:
    target, spot = wish.plan.target, _spot(wish, prospect.servers)
    asked = wish.plan.approval_in(wish.mode)
    return Section(
        "Before",
        (
            whose_account(target.region, target.account),
            *([_ask(asked, wish)] if asked else ()),
            *replication(spot),
            *nothing_lives(spot),
        ),
        about=ABOUT,
    )


def _spot(wish: Wish, servers: Sequence[ProspectServer]) -> Spot:
    return Spot(wish.plan.target.region, tuple(server.server for server in servers))


def _wave(wish: Wish, found: ProspectWave, number: int) -> Section:
    wave = wish.plan.wave(found.wave)
    head = (("source server", "name"),) if found.servers else ()
    return Section(
        f"Wave {number}: {wave.wave}",
        tuple(_wave_steps(wish, wave, found, number)),
        about=tuple(_wave_facts(wave)),
        rows=head + tuple((server.server, server.name) for server in found.servers),
    )


def _wave_facts(wave: Wave) -> Iterator[str]:
    if wave.needs:
        yield f"Begins when done: {', '.join(wave.needs)}."
    else:
        yield "Needs no other wave."
    if not wave.is_checkpoint:
        yield _may_fail(wave.failure.tolerate)


def _may_fail(tolerated: int | str) -> str:
    if isinstance(tolerated, str):
        return f"May fail: {tolerated} of the servers."
    return f"May fail: {counted(tolerated, 'server')}." if tolerated else "No server may fail."


def _wave_steps(wish: Wish, wave: Wave, found: ProspectWave, number: int) -> Iterator[Step]:
    asked = wave.approval_in(wish.mode)
    if wave.wait:
        yield Step(f"Wait {format_duration(wave.wait)} after what it needs is done.")
    if asked:
        yield _ask(asked, wish)
    yield from _hooks(wish, wave, "before", number)
    yield from _hooks(wish, wave, "run", number)
    if found.servers:
        spot = _spot(wish, found.servers)
        if wave.launch == "sequential":
            spot = replace(spot, at_once=1)
        yield from launch(spot, wish.mode, number)
        yield from instances(spot, number)
        yield from health_steps(wave, spot, number)
    yield from _hooks(wish, wave, "after", number)


def _ask(asked: Approval, wish: Wish) -> Step:
    members = wish.people.members(asked.approvers) if wish.people else ()
    names = ", ".join(person.name or person.person for person in members)
    who = f"{asked.approvers} ({names})" if names else asked.approvers
    return Step(f"Ask {who}: {asked.count} must agree.", noted=("who", "time"))


def _hooks(wish: Wish, wave: Wave, phase: str, number: int) -> Iterator[Step]:
    facts = {"run": "by-hand", "wave": wave.wave, "plan": wish.plan.plan, "mode": str(wish.mode)}
    region = wish.plan.target.region
    for place, hook in enumerate(getattr(wave, phase), 1):
        if wish.mode in hook.modes:
            variable = f"{phase.upper()}_{number}_{place}"
            told = facts | {"hook": Turn(phase, place, hook).id}
            yield from hook_steps(hook, region, told, variable)


def _after(wish: Wish, prospect: Prospect) -> Section:
    spot = _spot(wish, prospect.servers)
    steps = clean_up(spot) if wish.mode == Mode.DRILL else ()
    return Section("After", (*steps, WRITTEN_DOWN), about=(AFTER[wish.mode],))
