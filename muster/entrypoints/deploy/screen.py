"""What deploying shows: what would change, what happens, what is there now, what to do next."""

from collections import Counter
from collections.abc import Iterable, Iterator

from muster.engine.counts import counted
from muster.entrypoints.cli.paper import Line, columns
from muster.entrypoints.deploy.policies.recovering import TAG
from muster.service.deploying.values import Change, ChangeSet, Stack, StackEvent

HEAD = ("CHANGE", "RESOURCE", "KIND")
STYLES = {"Remove": "red", "Add": "green", "replaced": "bold red"}
RIGHTS = ("AWS::IAM::",)


def change_screen(changes: ChangeSet) -> list[Line]:
    """The changes, the gravest first, and how many there are of each."""
    ordered = sorted(changes.changes, key=_gravity)
    head, *lines = columns([HEAD, *((_word(each), each.resource, each.kind) for each in ordered)])
    styled = (Line(text, STYLES.get(_word(c), "")) for text, c in zip(lines, ordered, strict=True))
    counts = Counter(_word(each) for each in ordered)
    total = ", ".join(f"{number} {word}" for word, number in counts.items())
    return [Line(head, "bold"), *styled, Line(f"{counted(len(ordered), 'resource')}: {total}")]


def event_line(event: StackEvent) -> str:
    """One thing that happened to one resource."""
    why = f": {event.reason}" if event.reason else ""
    return f"{event.status:<28}{event.resource} ({event.kind}){why}"


def outcome_screen(stack: Stack) -> list[Line]:
    """What the stack gives, and what is left to do."""
    head = Line(f"stack {stack.name}: {stack.status}", "bold")
    outputs = columns([(name, value) for name, value in sorted(stack.outputs.items())])
    return [head, *map(Line, outputs), Line(""), *map(Line, _next_steps(stack))]


def _next_steps(stack: Stack) -> Iterator[str]:
    steps = [*_slack_steps(stack), *_STEPS]
    yield "What to do next:"
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step}"


def _slack_steps(stack: Stack) -> Iterable[str]:
    if url := stack.outputs.get("SlackRequestUrl"):
        yield (
            f"Connect Slack: request URL {url}, token and signing secret into the secret"
            " muster-slack (docs/how-to/connect-slack.md)."
        )


_STEPS = (
    f"Tag every DRS source server that muster may recover: {TAG}=yes.",
    "Let people in: attach muster-drillers, muster-approvers … to their groups.",
    "Publish people and plans: `muster plan publish PLAN --people PEOPLE`.",
    "Look whether all stands: `muster doctor`.",
    "Drill: `muster run drill PLAN`.",
)


def _word(change: Change) -> str:
    return "replaced" if change.replaced else change.action


def _gravity(change: Change) -> tuple[bool, bool, bool, str]:
    """What is lost first, then rights, then the rest."""
    return (
        not change.replaced,
        change.action != "Remove",
        not change.kind.startswith(RIGHTS),
        change.resource,
    )
