"""Verb by state of the run and of the wave: an effect, or a refusal that says why. Cell by cell.

The table is written here by hand; the engine and the generated page must both agree with it.
"""

import re

import pytest

from muster.engine.states import RunState, WaveState
from muster.entrypoints.generate import made
from muster.entrypoints.generated import verbs_reference

CALM, ASKING, HELD, LOST, GATE = "plain", "waves", "paused", "driver", "gate"
LETTERS = {"c": CALM, "w": ASKING, "h": HELD, "l": LOST, "g": GATE}
"""A calm run; a wave of it asks; the run is held; it has lost its driver; it was cancelled, and
what waited at its gate was not stopped. Accepted in these:"""
TABLE = """
            pause resume retry skip abort cancel restart
requested   cwl   h      -     -    -     cwhl   l
registered  cwl   h      -     -    -     cwhl   l
approving   cwl   h      -     -    -     cwhl   l
running     cwl   h      w     w    cwhl  cwhl   l
deciding    cwl   h      w     w    cwhl  cwhl   l
concluding  -     h      -     -    -     -      l
cancelling  -     h      -     -    -     lg     l
stalled     cwl   h      w     w    cwhl  cwhl   cwhl
succeeded   -     -      -     -    -     -      -
failed      -     -      -     -    -     -      -
aborted     -     -      -     -    -     -      -
cancelled   -     -      -     -    -     -      cwh
rejected    -     -      cwh   -    -     -      cwh
expired     -     -      cwh   -    -     -      cwh
"""
VERBS, *ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS = [
    (verb, RunState(state), {LETTERS[letter] for letter in cell.strip("-")})
    for state, *cells in ROWS
    for verb, cell in zip(VERBS, cells, strict=True)
]
ASKING_WAVES = {"failed", "lost", "rejected", "expired"}


@pytest.mark.parametrize(("verb", "state", "accepted"), CELLS)
def test_a_verb_has_its_effect_or_is_refused_with_the_reason(verb, state, accepted):
    for circumstance, outcome in verbs_reference.answers(verb, state).items():
        if circumstance == "early":
            continue
        assert outcome.refused == (circumstance not in accepted), (circumstance, outcome.text)
        effects = outcome.writes or outcome.start_driver or outcome.stop
        assert bool(effects) != outcome.refused
        assert outcome.text


@pytest.mark.parametrize("state", RunState)
def test_the_page_has_the_same_table(state):
    page = made("docs/reference/verbs.md")
    head = re.search(r"^\| state of the run \| (.*) \|$", page, re.MULTILINE)
    row = re.search(rf"^\| `{state}` \| (.*) \|$", page, re.MULTILINE)
    words = {"yes": CALM, "wave": ASKING, "paused": HELD, "lost": LOST, "": None}
    named = zip(head[1].split(" | "), row[1].split("|"), strict=True)
    shown = {verb: words[cell.strip()] for verb, cell in named if verb in VERBS}

    for verb, _, accepted in (cell for cell in CELLS if cell[1] is state):
        order = [CALM, ASKING, HELD, LOST]
        assert shown[verb] == next((one for one in order if one in accepted), None)


@pytest.mark.parametrize("run", RunState)
@pytest.mark.parametrize("wave", WaveState)
@pytest.mark.parametrize("verb", ["retry", "skip"])
def test_a_wave_is_decided_about_while_it_asks_and_its_run_goes_on(verb, wave, run):
    outcome = verbs_reference.of_wave(verb, wave, run)

    goes_on = run in {RunState.RUNNING, RunState.DECIDING, RunState.STALLED}
    asks_anew = verb == "retry" and run in {RunState.REJECTED, RunState.EXPIRED}
    assert outcome.refused == (not ((goes_on and wave in ASKING_WAVES) or asks_anew))
    assert bool(outcome.writes) != outcome.refused


def test_no_run_is_restarted_that_never_began():
    early = [verbs_reference.answers("restart", state)["early"] for state in RunState]

    assert all(outcome.refused or outcome.start_driver for outcome in early)
    assert "start a new one" in verbs_reference.answers("restart", RunState.CANCELLED)["early"].text
