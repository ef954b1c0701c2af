"""The pages of states and verbs say what the engine does."""

import re

import pytest

from muster.engine import states
from muster.engine.states import RUN_TRANSITIONS, WAVE_TRANSITIONS, RunState, WaveState
from muster.engine.verbs.table import VERBS
from muster.entrypoints.generate import made
from muster.entrypoints.generated import states_reference, verbs_reference
from ssm_documents.pack.documents import PACK

ARROW = re.compile(r"^    (\S+) --> (\S+)$")


def drawn(diagram):
    """The table of a diagram, its boxes taken apart."""
    boxes = {
        name: inside.split()
        for name, inside in re.findall(r"state (\w+) \{\n(.*?)\n    \}", diagram, re.DOTALL)
    }
    table = {}
    for before, after in (
        found.groups() for found in map(ARROW.match, diagram.split("\n")) if found
    ):
        for state in boxes.get(before, [before]):
            table.setdefault(state, set()).add(after)
    return table


@pytest.mark.parametrize(
    ("number", "table"), [(0, RUN_TRANSITIONS), (1, WAVE_TRANSITIONS)], ids=["run", "wave"]
)
def test_a_diagram_is_exactly_the_table_of_transitions(number, table):
    page = made("docs/reference/states.md")
    diagram = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)[number]

    found = drawn(diagram)

    ends = {state for state, ways in table.items() if not ways}
    assert {state for state in found if found[state] == {"[*]"}} == ends
    assert {state: ways for state, ways in found.items() if state not in {"[*]", *ends}} == {
        state: set(ways) for state, ways in table.items() if ways
    }


@pytest.mark.parametrize(
    ("kind", "means"),
    [
        (states.RunState, states_reference.RUN_MEANS),
        (states.WaveState, states_reference.WAVE_MEANS),
        (states.ServerState, states_reference.SERVER_MEANS),
        (states.GateState, states_reference.GATE_MEANS),
        (states.IntentState, states_reference.INTENT_MEANS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_state_has_its_meaning(kind, means):
    assert list(means) == list(kind)


def test_every_verb_and_every_runbook_of_the_pack_has_its_place():
    page = made("docs/reference/verbs.md")

    assert re.findall(r"^## ([a-z]+)$", page, re.MULTILINE) == list(VERBS)
    assert all(f"| `muster-{document.verb}` |" in page for document in PACK)


def test_the_table_of_verbs_says_when_each_is_accepted():
    assert verbs_reference.when("pause", RunState.RUNNING) == "yes"
    assert verbs_reference.when("retry", RunState.DECIDING) == "waves"
    assert verbs_reference.when("resume", RunState.RUNNING) == "paused"
    assert verbs_reference.when("restart", RunState.RUNNING) == "driver"
    assert verbs_reference.when("abort", RunState.SUCCEEDED) == ""


def test_a_wave_that_asks_is_one_that_can_be_retried():
    page = made("docs/reference/verbs.md")

    line = next(line for line in page.split("\n") if line.startswith("A wave waits"))
    assert re.findall(r"`(\w+)`", line.partition("and the run")[0]) == [
        state for state in WaveState if state in states.WAVE_ASKING
    ]


@pytest.mark.parametrize("page", ["permissions", "states", "verbs"])
def test_a_page_has_no_ragged_table(page):
    rows = [line for line in made(f"docs/reference/{page}.md").split("\n") if line.startswith("|")]

    assert all(row.endswith("|") for row in rows)


def test_permissions_name_every_declared_action_once():
    page = made("docs/reference/permissions.md")

    tables = page.split("\n## ")[1:]
    for table in tables:
        actions = re.findall(r"^\| `([a-z0-9]+:\w+)`", table, re.MULTILINE)
        assert actions == sorted(set(actions))
        assert actions
    assert "drs:StartRecovery" in tables[0]
    assert "drs:StartRecovery" not in tables[1]
