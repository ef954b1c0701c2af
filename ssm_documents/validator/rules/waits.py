"""aws:waitForAwsResourceProperty and aws:assertAwsResourceProperty."""

from ssm_documents.validator.document import Document, kind_of, refers, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.rules.api import called
from ssm_documents.validator.selectors import Shape, follow, segments
from ssm_documents.validator.words import listed, nearest

_WAIT = "automation-action-waitForAwsResourceProperty"
_IN_LOWER_CASE = ("PlatformValues",)
"""Shapes whose values the service writes in lower case: EC2 answers `windows` for its `Windows`."""
_WAITS = ("aws:waitForAwsResourceProperty", "aws:assertAwsResourceProperty")


@rule("R140", "wait or assert without PropertySelector", _WAIT)
def no_selector(document: Document) -> Mistakes:
    """`PropertySelector` says which property of the answer to look at."""
    for step in document.running(*_WAITS):
        if not text(step.inputs.get("PropertySelector")):
            message = f"{step.title} has no `PropertySelector`"
            yield Mistake(step.input_at(), message, "for example `$.items[0].status`")


@rule("R141", "wait or assert without DesiredValues", _WAIT, hint="for example `[available]`")
def no_values(document: Document) -> Mistakes:
    """`DesiredValues` is a list of the values to wait for."""
    for step in document.running(*_WAITS):
        values = step.inputs.get("DesiredValues")
        if not refers(values) and not sequence(values):
            message = f"{step.title} has no list of `DesiredValues`"
            hint = "put it into a list" if kind_of(values) == "text" else ""
            yield Mistake(step.input_at(), message, hint)


@rule(
    "R142",
    "wait for a value that never comes",
    _WAIT,
    "warning",
    hint="look the property up in the reference of boto3",
)
def impossible_value(document: Document) -> Mistakes:
    """The API's model lists the values of this property; a desired one is not among them."""
    for step, operation in called(document):
        path = segments(text(step.inputs.get("PropertySelector")))
        if not path or operation.output_shape is None:
            continue
        shapes = follow(operation.output_shape, path).shapes
        known = [value for shape in shapes for value in _values(shape)]
        for index, value in enumerate(sequence(step.inputs.get("DesiredValues"))):
            if known and isinstance(value, str) and not refers(value) and value not in known:
                message = f"{operation.name} never answers `{value}` here"
                close = nearest(value, known)
                hint = f"did you mean `{close}`?" if close else f"it answers {listed(known)}"
                yield Mistake(step.input_at("DesiredValues", index), message, hint)


def _values(shape: Shape) -> list[str]:
    """The values that the service answers for a shape; none where the model lists none."""
    values = getattr(shape, "enum", ())
    return [value.lower() if shape.name in _IN_LOWER_CASE else value for value in values]
