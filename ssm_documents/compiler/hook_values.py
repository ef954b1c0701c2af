"""The variables of hooks, `${muster.…}` in a plan, as references that Automation fills in."""

from collections.abc import Iterator, Mapping
from typing import Any

from muster.model.variables import OF_SERVERS, variables_in, written
from ssm_documents.compiler.steps import Output

LISTS = {
    "instance_ids": "InstanceIds",
    "private_ips": "PrivateIps",
    "source_server_ids": "SourceServerIds",
}
"""The variables that are lists, and the outputs of a turn that hold them."""


def lists_in(parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The lists that a hook asks for, in the order of the table."""
    asked = {name for text in _texts(parameters) for name in variables_in(text)}
    return tuple(name for name in OF_SERVERS if name in asked)


def list_outputs(parameters: Mapping[str, Any]) -> tuple[Output, ...]:
    """The outputs by which the turn before the hook gives them."""
    return tuple(Output(LISTS[name], "StringList") for name in lists_in(parameters))


def filled(parameters: Mapping[str, Any], turn: str, facts: Mapping[str, str]) -> dict[str, Any]:
    """The parameters with references; `facts` are those of the run, by variable."""
    known = {written(name): f"{{{{ {turn}.{output} }}}}" for name, output in LISTS.items()}
    known |= {written(name): value for name, value in facts.items()}
    return {key: _filled(value, known) for key, value in parameters.items()}


def _filled(value: Any, known: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return [_filled(each, known) for each in value]
    for variable, reference in known.items():
        value = value.replace(variable, reference)
    return value


def _texts(parameters: Mapping[str, Any]) -> Iterator[str]:
    for value in parameters.values():
        yield from [value] if isinstance(value, str) else value
