"""A run on one screen: what, state, since when, who, what next. Pure."""

from collections.abc import Iterator

from muster.engine.names import RUN_GATE
from muster.engine.states import WAVE_DONE, Mode, RunState, ServerHealth
from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line, columns
from muster.entrypoints.cli.run.arguments import short
from muster.entrypoints.cli.run.colours import colour_of
from muster.entrypoints.cli.times import day_and_time, time_of_day
from muster.service.reading.gate_view import GateView
from muster.service.reading.people import KnownPeople
from muster.service.reading.run_view import RunView
from muster.service.reading.wave_view import WaveView

HEAD = ("WAVE", "STATE", "SERVERS", "SINCE", "WAITS FOR")
NAMED = 10
SAID = 200
ASK_AGAIN = frozenset({RunState.REJECTED, RunState.EXPIRED})


def status_screen(view: RunView, people: KnownPeople) -> list[Line]:
    """The whole screen."""
    blocks = (
        _header(view, people),
        _waves(view),
        _health(view),
        _hooks(view),
        _findings(view),
        *(_gate(view, gate, people) for gate in view.gates),
        *(_decision(view, wave) for wave in view.asking),
        _driver(view),
        _what_next(view),
        iter([Line(f"as of {day_and_time(view.as_of)}", "dim")]),
    )
    return list(_apart(blocks))


def _apart(blocks: tuple[Iterator[Line], ...]) -> Iterator[Line]:
    """The blocks that say something, with an empty line between them."""
    for number, block in enumerate(filter(None, map(list, blocks))):
        yield from [Line("")] * bool(number)
        yield from block


def _header(view: RunView, people: KnownPeople) -> Iterator[Line]:
    goal = f" of RTO {duration(view.rto)}" if view.rto else ""
    title = f"{view.mode} of {view.plan}: {view.state}, {duration(view.elapsed)}{goal}"
    yield Line(title, f"bold {colour_of(view.state)}".strip())
    facts = [
        ("run", view.run),
        ("plan", f"{view.plan} ({view.hash[:12]}) in {view.region}, account {view.account}"),
        ("started", _started(view, people)),
        ("data of", view.point_in_time),
        ("paused", _paused(view, people)),
        ("ending", view.abort if not view.is_over else ""),
        ("ended", day_and_time(view.ended_at)),
        ("RPO", _rpo(view)),
        ("verdict", view.verdict),
    ]
    yield from (Line(f"{name:<9}{text}") for name, text in facts if text)


def _started(view: RunView, people: KnownPeople) -> str:
    ticket = f" (ticket {view.ticket})" if view.ticket else ""
    reason = f": {view.reason}" if view.reason else ""
    by = people.called(view.requester)
    return f"{day_and_time(view.requested_at)} by {by}{reason}{ticket}"


def _paused(view: RunView, people: KnownPeople) -> str:
    if view.hold is None:
        return ""
    why = f": {view.hold.why}" if view.hold.why else ""
    return f"since {time_of_day(view.hold.at)} by {people.called(view.hold.by)}{why}"


def _rpo(view: RunView) -> str:
    goal = f" of {duration(view.rpo)}" if view.rpo else ""
    return f"{duration(view.achieved_rpo)}{goal}" if view.achieved_rpo else ""


def _waves(view: RunView) -> Iterator[Line]:
    if not view.waves:
        return
    head, *rows = columns([HEAD, *(_row(view, wave) for wave in view.waves)])
    yield Line(head, "bold")
    yield from map(Line, rows, (colour_of(wave.state) for wave in view.waves))


def _row(view: RunView, wave: WaveView) -> tuple[str, ...]:
    servers = f"{wave.launched}/{wave.total}" if wave.total else "-"
    attempt = f" (attempt {wave.attempt})" if wave.attempt > 1 else ""
    return wave.wave, wave.state + attempt, servers, _since(view, wave), wave.waits_for


def _since(view: RunView, wave: WaveView) -> str:
    if not wave.since:
        return ""
    if wave.ended_at and wave.started_at:
        return f"{time_of_day(wave.since)}, took {duration(wave.ended_at - wave.started_at)}"
    return f"{time_of_day(wave.since)}, {duration(max(view.as_of - wave.since, 0))}"


def _health(view: RunView) -> Iterator[Line]:
    """The servers that have not passed a check, of waves that are not done."""
    waves = [wave for wave in view.waves if wave.state not in WAVE_DONE]
    found = [server for wave in waves for server in wave.servers if server.finding]
    if found:
        yield Line("health")
    for server in found[:NAMED]:
        colour = "red" if server.health == ServerHealth.UNHEALTHY else ""
        yield Line(f"  {server.name} ({server.instance}): {server.finding}", colour)
    if len(found) > NAMED:
        yield Line(f"  and {len(found) - NAMED} more")


def _hooks(view: RunView) -> Iterator[Line]:
    """What the hooks said that ran."""
    ran = [hook for hook in view.hooks if hook.state != "skipped"]
    if ran:
        yield Line("hooks")
    for hook in ran:
        said = " ".join(hook.output.split())[:SAID]
        text = f"{hook.text}: {said}" if said and said not in hook.text else hook.text
        yield Line(f"  {hook.wave} {hook.hook}: {text}", colour_of(hook.state))


def _findings(view: RunView) -> Iterator[Line]:
    if view.findings:
        yield Line("preflight")
        for found in view.findings:
            yield Line(f"  {found['level']}: {found['name']} ({found['server']}): {found['text']}")
    beyond = view.findings_in_all - len(view.findings)
    if beyond > 0:
        yield Line(f"  … and {beyond} more")


def _gate(view: RunView, gate: GateView, people: KnownPeople) -> Iterator[Line]:
    what = "the whole run" if gate.gate == RUN_GATE else f"wave {gate.gate}"
    yield Line(
        f"approval needed for {what}: {len(gate.approved)} of {gate.count} by {gate.asked},"
        f" expires in {duration(gate.expires_in)}",
        "yellow",
    )
    may = ", ".join(people.called(person) for person in gate.may)
    yield Line(f"  may approve: {may or 'nobody who is published here'}")
    if gate.approved:
        yield Line(f"  approved: {', '.join(people.called(p) for p in gate.approved)}")
    for verb in ("approve", "reject"):
        yield Line(f"  muster run {verb} {short(view.run)} --gate {gate.gate}")


def _decision(view: RunView, wave: WaveView) -> Iterator[Line]:
    yield Line(f"decision needed: wave {wave.wave} {wave.state}: {wave.reason}", "red")
    yield Line(f"  muster run retry {short(view.run)} {wave.wave}")
    yield Line(f"  muster run skip {short(view.run)} {wave.wave}")
    yield Line(f"  muster run abort {short(view.run)}")


def _driver(view: RunView) -> Iterator[Line]:
    if view.lost_driver:
        quiet = duration(max(view.as_of - view.heartbeat, 0)) if view.heartbeat else "ever"
        yield Line(f"the run has lost its driver: no heartbeat for {quiet}", "red")
        yield Line("  what is being launched goes on; nothing new starts until")
        yield Line(f"  muster run restart {short(view.run)}")


def _what_next(view: RunView) -> Iterator[Line]:
    if view.hold is not None:
        yield Line(f"to go on: muster run resume {short(view.run)}")
    if view.state in ASK_AGAIN:
        yield Line(f"to ask again: muster run retry {short(view.run)}")
    elif view.may_restart and not view.lost_driver:
        yield Line(f"to go on: muster run restart {short(view.run)}")
    if view.may_clean_up:
        yield Line(f"to terminate its drill instances: muster run cleanup {short(view.run)}")
    if view.mode == Mode.DRILL and view.cleaned_up:
        yield Line("its drill instances are terminated")
