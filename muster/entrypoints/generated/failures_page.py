"""The page of failures: every fault of the catalogue, played on the plan that is shipped."""

from collections.abc import Iterator
from typing import Final

from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.engine.counts import counted
from muster.entrypoints.generated.failure_stories import Fault, Tale, calm, catalogue, tale
from muster.model.base import Mode

_HEAD = """\
# When something goes wrong

<!-- Made from real drills by `python -m muster.entrypoints.generate --figures`. -->

Each fault of the [catalogue](../reference/faults.md), played on the starter plan
`templates/plans/payments.yaml` with its six servers: a drill from start to end, by the very
runbooks, in the embedded AWS. The operator looks every half minute, approves what may be approved,
tries a failed wave again (three attempts, then aborts) and restarts a run that nobody drives.

Without a fault the drill takes {minutes} m and {jobs} DRS jobs. What the operator saw leaves out
what is seen in every drill; *→* is what was done about it. Faults of events change nothing here:
events make the chat fast, and no run depends on them ([how a run works](runs.md)).
"""
_FEW: Final = 5
"""So many sentences of a story are shown."""
_WORTH_A_WORD: Final = 2
"""Minutes; less may come from when somebody looked."""
_ORDINARY: Final = ("a decision:", "approval of", "its execution", "its turn", "the plan's wait")
"""How sentences begin that are seen in every drill sooner or later."""


def text() -> str:
    """Return the page. It takes minutes: each row is a real drill."""
    usual = {mode: calm(mode) for mode in Mode}
    course = usual[Mode.DRILL].course
    head = _HEAD.format(minutes=_minutes(course.makespan), jobs=len(course.jobs))
    faults = list(catalogue())
    ready = [fault for fault in faults if fault.entry in READY_MADE]
    rest = [fault for fault in faults if fault not in ready]
    tables = (
        ("Ready-made scripts", ready),
        ("Kinds", rest),
    )
    parts = (_table(title, faults, usual) for title, faults in tables)
    return "\n".join([head.rstrip(), *(line for part in parts for line in part), ""])


def _table(title: str, faults: list[Fault], usual: dict[Mode, Tale]) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield "| fault | what happened | what the operator saw and did |\n| --- | --- | --- |"
    for fault in faults:
        yield row(fault, tale(fault), usual[fault.mode])


def row(fault: Fault, told: Tale, usual: Tale) -> str:
    """Return the row of a fault."""
    link = "ready-made" if fault.entry in READY_MADE else fault.name
    entry = "" if fault.entry == fault.name else f"<br>`{fault.entry}`"
    name = f"[`{fault.name}`](../reference/faults.md#{link}){entry}"
    cells = [name, f"{fault.says} {happened(told, usual)}", "<br>".join(saw(told, usual))]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def happened(told: Tale, usual: Tale) -> str:
    """Return how the run ended, how much later than usual, in how many jobs and attempts."""
    course = told.course
    later = _minutes(course.makespan - usual.course.makespan)
    took = f" after {_minutes(course.makespan)} m" + (
        f", {later} m later" if later >= _WORTH_A_WORD else ""
    )
    jobs, usually = len(course.jobs), len(usual.course.jobs)
    again = [f"{w.wave} in {w.attempt} attempts" for w in course.waves if w.attempt > 1]
    more = [f"{counted(jobs, 'DRS job')} instead of {usually}"] if jobs != usually else []
    mode = "" if course.mode == Mode.DRILL else f" ({course.mode})"
    return f"**{told.ended}**{took}{mode}" + "".join(f"; {part}" for part in (*more, *again)) + "."


def saw(told: Tale, usual: Tale) -> list[str]:
    """Return what was not as usual, in the order of time."""
    known = {_what(sentence) for sentence in usual.seen}
    waves = {wave.wave for wave in usual.course.waves}
    found = [
        sentence
        for sentence in told.seen
        if _what(sentence) not in known | waves and not _what(sentence).startswith(_ORDINARY)
    ]
    acts = [sentence for sentence in found[_FEW:] if sentence.startswith("→")]
    return [*found[:_FEW], *acts] or ["nothing unusual"]


def _what(sentence: str) -> str:
    return sentence.partition(" waits for: ")[2] or sentence


def _minutes(seconds: int) -> int:
    return round(seconds / 60)
