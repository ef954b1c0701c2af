"""aws:loop."""

from ssm_documents.validator.document import Document, number, refers, sequence
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.rules.steps import action_mistakes

_LOOP = "automation-action-loop"
_MAX_PASSES = 100


@rule("R170", "loop without steps", _LOOP)
def no_steps(document: Document) -> Mistakes:
    """`Steps` is a list of at least one step."""
    for loop in document.running("aws:loop"):
        if not sequence(loop.inputs.get("Steps")):
            yield Mistake(loop.input_at(), f"{loop.title} has no `Steps`", "add a step")


@rule("R171", "loop with both or none of Iterators and LoopCondition", _LOOP)
def not_one_kind(document: Document) -> Mistakes:
    """A loop goes over `Iterators` or repeats while its `LoopCondition` holds."""
    for loop in document.running("aws:loop"):
        given = [key for key in ("Iterators", "LoopCondition") if key in loop.inputs]
        if len(given) != 1:
            what = "both" if given else "neither"
            message = f"{loop.title} has {what} of `Iterators` and `LoopCondition`"
            yield Mistake(loop.input_at(), message, "give one of them")


@rule("R172", "MaxIterations outside 1 to 100", _LOOP)
def too_many_passes(document: Document) -> Mistakes:
    """A loop makes at most 100 passes."""
    for loop in document.running("aws:loop"):
        written = loop.inputs.get("MaxIterations")
        passes = number(written)
        if written is not None and not refers(written) and not 1 <= (passes or 0) <= _MAX_PASSES:
            message = (
                f"`MaxIterations` of {loop.title} is {written!r}; it is from 1 to {_MAX_PASSES}"
            )
            yield Mistake(
                loop.input_at("MaxIterations"), message, "chain two loops for more passes"
            )


@rule(
    "R173",
    "more than 100 iterators",
    _LOOP,
    hint="run a child runbook for each part, or use `Targets`",
)
def too_many_iterators(document: Document) -> Mistakes:
    """A loop goes over at most 100 values."""
    for loop in document.running("aws:loop"):
        count = len(sequence(loop.inputs.get("Iterators")))
        if count > _MAX_PASSES:
            message = f"{loop.title} goes over {count} values; {_MAX_PASSES} are allowed"
            yield Mistake(loop.input_at("Iterators"), message)


@rule("R174", "loop inside a loop", _LOOP)
def nested(document: Document) -> Mistakes:
    """Loops cannot be nested."""
    for loop in document.running("aws:loop"):
        if loop.around is not None:
            message = f"{loop.title} is a loop inside the loop `{loop.around.name}`"
            yield Mistake(loop.at("action"), message, "put the inner loop into a child runbook")


@rule("R175", "unknown action inside a loop", _LOOP)
def unknown_action(document: Document) -> Mistakes:
    """The steps of a loop run the same actions as all others."""
    for step in document.steps:
        if step.around is not None:
            yield from action_mistakes(step)


@rule("R176", "gate inside a loop", _LOOP, "warning")
def gate(document: Document) -> Mistakes:
    """Whether an approval or a pause works inside a loop is not documented."""
    for step in document.running("aws:approve", "aws:pause"):
        if step.around is not None:
            message = f"{step.title} waits for people inside the loop `{step.around.name}`"
            yield Mistake(step.at("action"), message, "move it before the loop")
