"""aws:branch, and the conditions that aws:loop shares with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ssm_documents.validator.document import (
    Document,
    Step,
    kind_of,
    mapping,
    refers,
    sequence,
    text,
)
from ssm_documents.validator.finding import Path
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean, listed

_BRANCH = "automation-branch-condition"
OPERATORS = {
    "StringEquals": "text",
    "EqualsIgnoreCase": "text",
    "StartsWith": "text",
    "EndsWith": "text",
    "Contains": "text",
    "NumericEquals": "number",
    "NumericGreater": "number",
    "NumericLesser": "number",
    "NumericGreaterOrEquals": "number",
    "NumericLesserOrEquals": "number",
    "BooleanEquals": "flag",
}
"""What each operator compares its variable with."""
_JOINS = ("And", "Or")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_KEYS = ("NextStep", "Variable", "Not", *_JOINS, *OPERATORS)


@rule("R160", "branch without choices", _BRANCH)
def no_choices(document: Document) -> Mistakes:
    """`Choices` is a list of at least one condition."""
    for step in document.running("aws:branch"):
        if not sequence(step.inputs.get("Choices")):
            yield Mistake(step.input_at(), f"{step.title} has no `Choices`", "add a choice")


@rule("R161", "unknown operator of a condition", _BRANCH)
def unknown_operator(document: Document) -> Mistakes:
    """SSM checks the operators when the document is created."""
    for path, condition, _ in _conditions(document):
        for key in condition:
            if key not in _KEYS:
                hint = did_you_mean(str(key), _KEYS) or f"operators are {listed(OPERATORS, 'and')}"
                yield Mistake((*path, key), f"unknown operator `{key}`", hint, at_key=True)


@rule("R162", "condition without one operator", _BRANCH)
def not_one_operator(document: Document) -> Mistakes:
    """A condition compares one `Variable` by one operator, or joins others by And, Or or Not."""
    for path, condition, _ in _conditions(document):
        joins = [key for key in (*_JOINS, "Not") if key in condition]
        compares = [key for key in OPERATORS if key in condition]
        strange = [key for key in condition if key not in _KEYS]
        if len(joins) + len(compares) + len(strange) != 1:
            found = listed([*joins, *compares], "and") if joins or compares else "none"
            message = f"a condition has one operator; here is {found}"
            yield Mistake(path, message, "join several by `And` or `Or`")


@rule("R163", "condition without a variable", _BRANCH)
def no_variable(document: Document) -> Mistakes:
    """An operator compares the `Variable` beside it."""
    for path, condition, _ in _conditions(document):
        if "Variable" not in condition and any(key in condition for key in OPERATORS):
            yield Mistake(path, "condition has no `Variable`", "add `Variable: '{{ … }}'`")


@rule("R164", "And or Or with fewer than two conditions", _BRANCH)
def lonely_join(document: Document) -> Mistakes:
    """SSM: "Expect at least two expressions for operator"."""
    for path, condition, _ in _conditions(document):
        for join in _JOINS:
            joined = condition.get(join)
            if join in condition and len(sequence(joined)) < 2:  # noqa: PLR2004 (a join joins two)
                message = f"`{join}` joins {len(sequence(joined))} conditions; it needs two"
                yield Mistake((*path, join), message, "drop it, or add a condition", at_key=True)


@rule("R165", "choice without NextStep", _BRANCH)
def no_next_step(document: Document) -> Mistakes:
    """Each choice says where to go."""
    for path, condition, is_choice in _conditions(document):
        if is_choice and not text(condition.get("NextStep")):
            yield Mistake(path, "choice has no `NextStep`", "name the step to go to")


@rule("R166", "operand does not fit the operator", _BRANCH)
def wrong_operand(document: Document) -> Mistakes:
    """Numeric operators compare with a number, `BooleanEquals` with a flag, others with text."""
    for path, condition, _ in _conditions(document):
        for operator, kind in OPERATORS.items():
            operand = condition.get(operator)
            if operand is not None and not refers(operand) and not _FITS[kind](operand):
                message = f"`{operator}` compares with `{operand}`, which is no {kind}"
                hint = f"write a {kind}, or take an operator that compares something else"
                yield Mistake((*path, operator), message, hint)


def _conditions(document: Document) -> Iterator[tuple[Path, Mapping[str, Any], bool]]:
    """Every condition with those that it joins; True marks a choice of a branch."""
    for step in document.running("aws:branch"):
        for index, choice in enumerate(sequence(step.inputs.get("Choices"))):
            path = step.input_at("Choices", index)
            yield path, mapping(choice), True
            yield from _joined(mapping(choice), path)
    yield from _of_loops(document.running("aws:loop"))


def _of_loops(loops: Iterator[Step]) -> Iterator[tuple[Path, Mapping[str, Any], bool]]:
    for step in loops:
        condition = step.inputs.get("LoopCondition")
        if isinstance(condition, Mapping):
            yield step.input_at("LoopCondition"), condition, False
            yield from _joined(condition, step.input_at("LoopCondition"))


def _joined(
    condition: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, Mapping[str, Any], bool]]:
    for join in (*_JOINS, "Not"):
        joined = condition.get(join)
        single = [((*path, join), joined)] if isinstance(joined, Mapping) else []
        several = [((*path, join, index), one) for index, one in enumerate(sequence(joined))]
        for inner_path, inner in (*single, *several):
            yield inner_path, mapping(inner), False
            yield from _joined(mapping(inner), inner_path)


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "number": lambda value: kind_of(value) == "number" or bool(_NUMBER.fullmatch(text(value))),
    "flag": lambda value: str(value).lower() in ("true", "false"),
    "text": lambda value: kind_of(value) not in ("map", "list"),
}
