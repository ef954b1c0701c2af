"""The steps that lead a newcomer through a first drill, and which of them are done. Pure.

What is done is read off the run itself, whoever did it and through whichever door.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from muster.embedded.slack.host import Hint
from muster.embedded.slack.people import Person as Member
from muster.engine.names import RUN_GATE
from muster.engine.states import WAVE_DONE, GateState
from muster.service.reading.history import Row
from muster.service.reading.records import Records
from muster.service.reading.run_view import RunView

TITLE = "Your first drill"
TITLE_AFTER = "What next"


@dataclass(frozen=True)
class Scene:
    """What the tour is about; `gate` is the first that a drill opens, empty: none.

    `fails`: a launch of the gate's wave will fail. `shell` is the command that starts the same
    drill without any chat.
    """

    plan: str
    first_wave: str
    gate: str
    operator: Member
    approver: Member | None
    fails: bool
    shell: str


@dataclass(frozen=True)
class Seen:
    """How far it has come; `records` and `view` None: no drill was started yet.

    `answered`: the operator has asked the bot for something; `refused`: and was told no since the
    gate opened.
    """

    records: Records | None = None
    view: RunView | None = None
    rows: tuple[Row, ...] = ()
    answered: bool = False
    refused: bool = False


@dataclass(frozen=True)
class Step:
    """One step: what to do, how it is recognised as done, what is typed for it, and by whom."""

    text: str
    is_done: Callable[[Seen], bool]
    command: str = ""
    who: Member | None = None


@dataclass(frozen=True)
class Board:
    """What the page shows beside the channel; `is_through`: every step was done."""

    title: str
    hints: tuple[Hint, ...]
    is_through: bool


def board(scene: Scene, seen: Seen) -> Board:
    """The steps; once all are done, what comes after the first drill."""
    shown = tuple(_hint(step, seen) for step in _steps(scene, seen))
    if all(hint.done for hint in shown):
        return Board(TITLE_AFTER, tuple(_afterwards(scene)), is_through=True)
    return Board(TITLE, shown, is_through=False)


def _steps(scene: Scene, seen: Seen) -> tuple[Step, ...]:
    return (*_beginning(scene), *_gate(scene), *_failure(scene, seen), *_end())


def _hint(step: Step, seen: Seen) -> Hint:
    who = step.who.handle if step.who else ""
    return Hint(step.text, done=step.is_done(seen), command=step.command, act_as=who)


def _beginning(scene: Scene) -> Iterator[Step]:
    me = scene.operator
    yield Step(
        "Ask what can be recovered here.",
        lambda seen: seen.answered or seen.view is not None,
        "/dr plans",
        me,
    )
    yield Step(
        "Start a drill. A window says what will happen, and to which servers; *Start the drill*"
        " at its end begins it.",
        lambda seen: seen.view is not None,
        f"/dr drill {scene.plan}",
        me,
    )
    yield Step(
        f"Watch the message of the drill: it changes as servers start. *{scene.first_wave}* is the"
        " first wave.",
        lambda seen: _is_done(seen, scene.first_wave),
    )


def _gate(scene: Scene) -> Iterator[Step]:
    if not scene.gate or scene.approver is None:
        return
    what = "The drill" if scene.gate == RUN_GATE else f"Wave *{scene.gate}*"
    yield Step(
        f"{what} waits for approval. Press *Approve*: {scene.operator.name} started the drill, so"
        " it is refused, and you are told whom to ask.",
        lambda seen: seen.refused or _is_approved(seen, scene.gate),
    )
    yield Step(
        f"Be *{scene.approver.name}*: choose the name at the top of the page. Press *Approve*"
        " and give a reason.",
        lambda seen: _is_approved(seen, scene.gate),
    )


def _failure(scene: Scene, seen: Seen) -> Iterator[Step]:
    asks = seen.view is not None and bool(seen.view.asking)
    if not (scene.fails or asks or _was_decided(seen)):
        return
    what = "One server does not start: no capacity." if scene.fails else "A wave did not succeed."
    yield Step(
        f"{what} Be *{scene.operator.name}* again and press *Retry*: only what is missing is"
        " launched again.",
        _was_decided,
    )


def _end() -> Iterator[Step]:
    yield Step(
        "While servers start, press *Pause* on the drill's message: what runs goes on, nothing new"
        " starts. Then *Resume*.",
        lambda seen: _has(seen, "resume") or _is_over(seen),
    )
    yield Step("The drill ends: its time against the RTO, wave by wave.", _is_over)
    yield Step(
        "Press *Clean up*: exactly the instances of this drill are terminated.",
        lambda seen: seen.view is not None and seen.view.cleaned_up,
    )


def _afterwards(scene: Scene) -> Iterator[Hint]:
    yield Hint("Your first drill is done, and nothing is left of it.", done=True)
    yield Hint(
        "Now without any chat: the same drill, started by the aws CLI. This page shows it, too."
        f"\n```{scene.shell}```"
    )
    yield Hint(
        "And now with your own plan:\n```make demo PLAN=plan.yaml \\\n  INVENTORY=inventory.yaml```"
        "\nHow both are written: docs/how-to/embedded-aws.md, docs/reference/plan.md"
    )


def _is_over(seen: Seen) -> bool:
    return seen.view is not None and seen.view.is_over


def _is_done(seen: Seen, wave: str) -> bool:
    waves = seen.view.waves if seen.view else ()
    return any(each.wave == wave and each.state in WAVE_DONE for each in waves)


def _is_approved(seen: Seen, gate: str) -> bool:
    gates = seen.records.gates if seen.records else ()
    return any(each.gate == gate and each.state == GateState.APPROVED for each in gates)


def _was_decided(seen: Seen) -> bool:
    return any(_has(seen, verb) for verb in ("retry", "skip", "abort"))


def _has(seen: Seen, verb: str) -> bool:
    return any(row.text.startswith(verb) for row in seen.rows)
