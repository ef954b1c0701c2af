"""Any plan, any order of events: the schedule keeps its promises and ends."""

import dataclasses
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.items import Run, Wave
from muster.engine.schedule import View, advance, is_settled
from muster.engine.states import WAVE_TRANSITIONS, WaveState


@st.composite
def plans(draw) -> list[Wave]:
    count = draw(st.integers(1, 7))
    return [
        Wave(
            wave=f"w{n}",
            state="pending",
            order=n,
            needs=tuple(f"w{m}" for m in draw(st.sets(st.integers(0, n - 1), max_size=2)))
            if n
            else (),
            spec={
                "then": draw(st.sampled_from(["ask", "continue"])),
                "wait": draw(st.integers(0, 90)),
            },
        )
        for n in range(count)
    ]


def apply(item, write):
    assert all(_holds(item, condition) for condition in write.when)
    values = {key: value for key, value in write.values.items() if hasattr(item, key)}
    gone = {key: type(item).__dataclass_fields__[key].default for key in write.remove}
    if "state" in values and isinstance(item, Wave):
        assert values["state"] in WAVE_TRANSITIONS[WaveState(item.state)]
    return dataclasses.replace(item, **(gone | values))


def _holds(item, condition):
    kind, name, value = condition
    found = getattr(item, name, None)
    return {
        "absent": not found,
        "equals": found == value,
        "one_of": str(found) in value if kind == "one_of" else True,
    }[kind]


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(0, 2**32))
def test_no_wave_starts_before_its_needs_and_every_run_ends(waves, seed):
    chance = random.Random(seed)  # fair: an adversary could always refuse to decide
    run = Run(run="r", plan="p", hash="h", mode="drill", state="running")
    table = {wave.wave: wave for wave in waves}
    now = 1_000

    for _ in range(400):
        now += chance.choice([5, 15, 120])
        step = advance(View(run, tuple(table.values()), now, _dead(table, chance)))
        for write in step.writes:
            name = write.key[1].partition("#")[2]
            if name:
                table[name] = apply(table[name], write)
            else:
                run = apply(run, write)
        for start in step.starts:
            if start.write is not None:
                wave = table[start.wave] = apply(table[start.wave], start.write)
                assert all(is_settled(table[need]) for need in wave.needs)
        if step.done:
            break
        _world_moves(table, chance, now)

    assert run.state == "concluding"
    assert all(is_settled(wave) for wave in table.values())


def _dead(table, chance):
    active = [w.wave for w in table.values() if w.state in ("recovering", "starting") and w.owner]
    return {name: "Failed" for name in active if chance.random() < 0.1}


def _world_moves(table, chance, now):
    """Executions claim, progress, end; people retry or skip what waits for them."""
    for name, wave in table.items():
        move = chance.random()
        if wave.state == "starting" and move < 0.7:
            new = {"state": "recovering", "owner": f"x{wave.n}"}
        elif wave.state == "recovering" and move < 0.6:
            end = chance.choice(["succeeded", "failed"])
            new = {"state": end, "owner": "", "ended_at": now}
        elif wave.state in ("failed", "lost") and not is_settled(wave):
            again = {"state": "pending", "attempt": wave.attempt + 1, "lives": 0, "owner": ""}
            new = again if move < 0.5 else {"state": "skipped", "ended_at": now}
        else:
            continue
        table[name] = dataclasses.replace(wave, **new)
