"""The page of all verbs: each is tried in each state, and the page says what it answered."""

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from muster.engine.guards import Facts
from muster.engine.items import Run, Server, Wave
from muster.engine.names import pack_document
from muster.engine.states import RUN_TERMINAL, RunState, ServerState, WaveState
from muster.engine.verbs.of_server import UNDER_WAY, AskServer
from muster.engine.verbs.outcome import Ask, Outcome
from muster.engine.verbs.table import SERVER_VERBS, VERBS
from ssm_documents.pack.documents import PACK, PackDocument

_HEAD = """\
# Verbs

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

What people can do to a run. One word through every door: `muster run VERB RUN`, the runbook
`muster-VERB`, the code (`muster/engine/verbs/`). Each verb is a pure function of the run's state;
the tables below are its answers. What the states mean: [states](states.md).

Any verb that is accepted while nobody drives the run also starts a new driver for it.

## When a verb is accepted
"""
_NOW: Final = 1_000_000
_OF_WAVES: Final = ("retry", "skip")
_BEFORE: Final = frozenset({RunState.REQUESTED})
"""States of a run that is not registered yet."""
_WAITS: Final = {"waits": WaveState.FAILED, "works": WaveState.RECOVERING}
"""A wave that waits for a decision, and one that does not."""
_MEANS: Final = {
    "yes": "accepted",
    "waves": "accepted while a wave waits for a decision",
    "paused": "accepted while the run is paused",
    "driver": "accepted if nobody drives the run",
}


def text() -> str:
    """Return the page."""
    return "\n".join(
        [_HEAD, *_by_state(), *_by_wave(), *_answers(), *_of_servers(), *_documents(), ""]
    )


def answers(verb: str, state: RunState) -> dict[str, Outcome]:
    """What the verb answers in the state, by circumstance."""
    began = 0 if state in _BEFORE else _NOW
    run = Run("r-1", "payments", "", "drill", state, heartbeat=_NOW, since=_NOW)
    run = replace(run, registered_at=began, started_at=began)
    calm = Wave("web", WaveState.RECOVERING, total=2)
    asking = replace(calm, state=WaveState.FAILED, launched=1, failed=1)
    asks = {
        "plain": Ask(run, (calm,), "anna", _NOW),
        "waves": Ask(run, (asking,), "anna", _NOW),
        "paused": Ask(replace(run, hold=True), (calm,), "anna", _NOW),
        "driver": Ask(run, (calm,), "anna", _NOW, entry_ended=True),
        "gate": Ask(replace(run, execution="e-1", to_stop="e-1"), (calm,), "anna", _NOW),
        "early": Ask(replace(run, registered_at=0, started_at=0), (), "anna", _NOW),
    }
    if state in RUN_TERMINAL:
        del asks["driver"]  # a run that is over needs none
    if state != RunState.CANCELLING:
        del asks["gate"]  # only a cancel leaves something to be stopped there
    return {name: VERBS[verb](ask) for name, ask in asks.items()}


def when(verb: str, state: RunState) -> str:
    """`yes`, the circumstance in which the verb is accepted, or nothing."""
    found = {name: answer for name, answer in answers(verb, state).items() if name != "early"}
    if not found["plain"].refused:
        return "yes"
    return next((name for name, answer in found.items() if not answer.refused), "")


def _by_state() -> Iterator[str]:
    yield _row("state of the run", VERBS)
    yield _row("---", [":---:"] * len(VERBS))
    for state in RunState:
        yield _row(f"`{state}`", (_word(when(verb, state)) for verb in VERBS))
    used = [name for name in _MEANS if any(when(v, s) == name for v in VERBS for s in RunState)]
    yield "\n" + "".join(f"- *{_word(name)}*: {_MEANS[name]}\n" for name in used).rstrip()


def _word(circumstance: str) -> str:
    return {"waves": "wave", "driver": "lost"}.get(circumstance, circumstance)


def _by_wave() -> Iterator[str]:
    waves = ", ".join(f"`{state}`" for state in WaveState if _takes(state))
    runs = ", ".join(f"`{state}`" for state in RunState if when("skip", state))
    yield f"\nA wave waits for a decision while it is {waves}, and the run is {runs}.\n"
    yield _row("state of the wave, in such a run", _OF_WAVES)
    yield _row("---", [":---:"] * len(_OF_WAVES))
    for state in WaveState:
        yield _row(f"`{state}`", ("" if of_wave(v, state).refused else "yes" for v in _OF_WAVES))


def of_wave(verb: str, state: WaveState, of_run: RunState = RunState.DECIDING) -> Outcome:
    """What a verb that names a wave answers while the wave is in `state`."""
    run = Run("r-1", "payments", "", "drill", of_run, heartbeat=_NOW, since=_NOW, started_at=_NOW)
    return VERBS[verb](Ask(run, (Wave("web", state),), "anna", _NOW, wave="web"))


def _takes(state: WaveState) -> bool:
    return not any(of_wave(verb, state).refused for verb in _OF_WAVES)


def _answers() -> Iterator[str]:
    for verb, function in VERBS.items():
        module = inspect.getmodule(function)
        yield f"\n## {verb}\n\n{_sentence(inspect.getdoc(module) or '')}\n"
        yield "| | what it says | when the run is |\n| --- | --- | --- |"
        yield from _told(verb)


def _sentence(doc: str) -> str:
    head = doc.splitlines()[0].partition(": ")[2]
    return head[:1].upper() + head[1:]


def _told(verb: str) -> Iterable[str]:
    """A row for every different answer, with the states in which it is given."""
    rows: dict[tuple[bool, str], list[RunState]] = {}
    for state in RunState:
        for outcome in answers(verb, state).values():
            states = rows.setdefault((outcome.refused, _general(outcome.text, state)), [])
            if state not in states:
                states.append(state)
    for (refused, answer), states in sorted(rows.items(), key=lambda row: row[0][0]):
        kind = "refused" if refused else "accepted"
        yield _row(kind, [answer, ", ".join(f"`{state}`" for state in states)])


def _general(text: str, state: RunState) -> str:
    named = text.replace(f"run is {state}", "run is …").replace("wave web", "wave …")
    return re.sub(r"\bfor web\b", "for …", re.sub(r"\d+", "…", named))


def _of_servers() -> Iterator[str]:
    yield "\n## Verbs on one server\n"
    yield "While the run is " + ", ".join(f"`{state}`" for state in RunState if state in UNDER_WAY)
    yield "and no DRS job holds the server. `adopt` needs a recovery instance, in a recovery none"
    yield "of a drill's; `relaunch` the name of the instance that this run has launched, if there"
    yield "is one.\n"
    yield _row("state of the server", [f"{v}, wave {w}" for v in SERVER_VERBS for w in _WAITS])
    yield _row("---", [":---:"] * len(SERVER_VERBS) * len(_WAITS))
    for state in ServerState:
        yield _row(f"`{state}`", (_cell(v, state, w) for v in SERVER_VERBS for w in _WAITS))


def _cell(verb: str, server: ServerState, waits: str) -> str:
    return "" if of_server(verb, server, _WAITS[waits]).refused else "yes"


def of_server(
    verb: str, server: ServerState, wave: WaveState, of_run: RunState = RunState.DECIDING
) -> Outcome:
    """What a verb on a server answers, whose instance is named and of this run."""
    run = Run("r-1", "payments", "", "drill", of_run, heartbeat=_NOW, since=_NOW, started_at=_NOW)
    ask = Ask(run, (Wave("web", wave, total=2),), "anna", _NOW)
    facts = Facts(instance="i-1", instance_job="drsjob-1")
    found = Server("s-1", "web", server, name="web-1")
    return SERVER_VERBS[verb](AskServer(ask, found, facts, frozenset({"drsjob-1"}), "i-1"))


def _documents() -> Iterator[str]:
    yield "\n## Their runbooks\n"
    yield "Started from the SSM console, the aws CLI or by `muster run`; the same for every plan.\n"
    yield "| runbook | what it does | parameters |\n| --- | --- | --- |"
    yield from (_document(document) for document in PACK)


def _document(document: PackDocument) -> str:
    given = (
        f"`{name}`" if default is None else f"`{name}` (may be left out)"
        for name, _, default in document.parameters
    )
    return f"| `{pack_document(document.verb)}` | {document.description} | {', '.join(given)} |"


def _row(head: str, cells: Iterable[str]) -> str:
    return "| " + " | ".join([head, *cells]) + " |"
