"""What `{{ … }}` refers to."""

from collections.abc import Iterator

from ssm_documents.validator.actions import ACTIONS, EVERY_OUTPUT
from ssm_documents.validator.document import Document, Step, mapping, text
from ssm_documents.validator.graph import EVERY, graph_of
from ssm_documents.validator.references import PSEUDO_PARAMETERS, Kind, Reference, references
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean, listed

_VARIABLES = "automation-variables"
_OUTPUTS = "automation-action-outputs-inputs"
_SYSTEM = {
    "global": ("ACCOUNT_ID", "DATE", "DATE_TIME", "AWS_PARTITION", "REGION"),
    "automation": ("EXECUTION_ID",),
}


@rule("R080", "undeclared parameter", _VARIABLES)
def undeclared_parameter(document: Document) -> Mistakes:
    """`{{ Name }}` needs `Name` in `parameters`, inside a script as anywhere else."""
    for reference in _of(document, "parameter"):
        if not _is_declared(document, reference):
            message = f"parameter `{reference.head}` is not declared"
            yield Mistake(reference.path, message, _parameter_hint(document, reference))


@rule("R081", "output of a step that does not exist", _OUTPUTS, hint="name a step of this document")
def missing_step(document: Document) -> Mistakes:
    """`{{ step.Output }}` needs a step of that name."""
    for reference in _of(document, "output"):
        known = reference.head in document.by_name or reference.head in document.parameters
        if not known and reference.site != "default":
            message = f"there is no step `{reference.head}` to take `{reference.expression}` from"
            yield Mistake(reference.path, message, did_you_mean(reference.head, document.by_name))


@rule("R082", "output that the step does not have", _OUTPUTS)
def missing_output(document: Document) -> Mistakes:
    """Outputs are those that the action always has and those that the step declares."""
    for reference in _of(document, "output"):
        step = document.by_name.get(reference.head)
        if step is None or step.action not in ACTIONS:
            continue
        outputs = (*ACTIONS[step.action].outputs, *_declared(step))
        if reference.tail not in (*outputs, EVERY_OUTPUT):
            message = f"{step.title} has no output `{reference.tail}`"
            yield Mistake(reference.path, message, _output_hint(step, reference.tail, outputs))


@rule("R083", "unknown system variable", _VARIABLES)
def unknown_system_variable(document: Document) -> Mistakes:
    """There are five `global:` variables and `automation:EXECUTION_ID`."""
    for reference in _of(document, "system"):
        known = _SYSTEM[reference.head]
        if reference.tail.strip() not in known:
            message = f"there is no system variable `{reference.expression}`"
            yield Mistake(reference.path, message, f"{reference.head} has {listed(known, 'and')}")


@rule("R084", "Parameter Store reference outside a default", _VARIABLES)
def parameter_store(document: Document) -> Mistakes:
    """`{{ ssm:… }}` is resolved in the defaults of parameters only."""
    for reference in _of(document, "parameter-store"):
        if reference.site != "default":
            message = f"`{{{{{reference.expression}}}}}` is resolved in parameter defaults only"
            yield Mistake(reference.path, message, "make it the default of a parameter")


@rule("R085", "reference inside a reference", _VARIABLES)
def nested(document: Document) -> Mistakes:
    """Braces inside braces are not expanded."""
    for reference in _of(document, "nested"):
        message = f"reference inside a reference: `{reference.expression}…`"
        yield Mistake(reference.path, message, "SSM expands one level only")


@rule("R086", "reference in a key", _VARIABLES)
def in_key(document: Document) -> Mistakes:
    """Values may hold references; the keys of a step and of its inputs may not."""
    for reference in references(document):
        if reference.site == "key":
            message = f"key holds the reference `{{{{{reference.expression}}}}}`"
            hint = "SSM expands values only; build the map in a script"
            yield Mistake(reference.path, message, hint, at_key=True)


@rule("R087", "output of a step that has not run", _OUTPUTS)
def not_yet_run(document: Document) -> Mistakes:
    """No way through the document leads from that step to this one."""
    graph = graph_of(document)
    if not graph.is_whole or not graph.steps:
        return
    started = {0, *graph.reachable(0, EVERY)}
    for reference in _of(document, "output"):
        giver, taker = document.by_name.get(reference.head), reference.step
        if giver is None or taker is None or graph.number[taker] not in started:
            continue
        if graph.number[taker] not in graph.reachable(graph.number[giver], EVERY):
            message = f"{giver.title} never runs before {taker.title}"
            yield Mistake(reference.path, message, "refer to a step that runs earlier")


@rule("R088", "braces that are no reference", _VARIABLES, "warning")
def malformed(document: Document) -> Mistakes:
    """SSM looks at everything between double braces, also in commands and scripts."""
    for reference in _of(document, "malformed"):
        message = f"`{{{{{reference.expression}}}}}` is no reference; SSM may try to expand it"
        hint = "write a parameter, step.output or a system variable, or avoid double braces"
        yield Mistake(reference.path, message, hint)


def _of(document: Document, *kinds: Kind) -> Iterator[Reference]:
    return (reference for reference in references(document) if reference.kind in kinds)


def _parameter_hint(document: Document, reference: Reference) -> str:
    if reference.head in document.by_name:
        return f"`{reference.head}` is a step: add a dot and the name of one of its outputs"
    if reference.site == "script":
        return "SSM expands scripts too: hand values in by `InputPayload`, keep own braces apart"
    return did_you_mean(reference.head, document.parameters) or "add it to `parameters`"


def _is_declared(document: Document, reference: Reference) -> bool:
    name = reference.head
    in_default = reference.site == "default" and (name.isupper() or name in document.by_name)
    return name in document.parameters or name in PSEUDO_PARAMETERS or in_default


def _declared(step: Step) -> list[str]:
    return [text(mapping(output).get("Name")) for output in step.outputs]


def _output_hint(step: Step, tail: str, outputs: tuple[str, ...]) -> str:
    if not outputs:
        return f"{step.action} has no outputs"
    return did_you_mean(tail, outputs) or f"it has {listed(outputs, 'and')}"
