"""The only Jinja of the compiler: templates write structure, values go through one filter."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ssm_documents.compiler.dump import escaped


@cache
def environment() -> Environment:
    """The environment of the runbook templates.

    The delimiters collide with nothing in YAML, shell, Python or Systems Manager's `{{ }}`.
    """
    made = Environment(
        loader=PackageLoader("templates", "runbooks"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<%=",
        variable_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the product is YAML, not HTML; `yaml` quotes every value
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["yaml"] = as_yaml
    return made


def as_yaml(value: Any) -> str:
    """The value as one line of YAML that every reader takes for exactly this value.

    It is JSON, with each character escaped that YAML does not allow as itself. Raises `TypeError`
    for what is no plain data, and for floats, which no two readers write alike.
    """
    return escaped(json.dumps(_without_floats(value), ensure_ascii=False))


def _without_floats(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; write a whole number or a text")
    if isinstance(value, dict):
        return {key: _without_floats(inner) for key, inner in value.items()}
    return [_without_floats(inner) for inner in value] if isinstance(value, list | tuple) else value
