"""The templates: source and code put together; what comes out lies in templates/cloudformation."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, Final

from muster.entrypoints.deploy.policies.catalogue import policy
from muster.entrypoints.deploy.policies.rendering import document
from muster.entrypoints.deploy.stack import alarms, dashboard, people, rules
from muster.entrypoints.deploy.stack.notation import Tagged, read, written

_HEAD: Final = """\
# Made by `python -m muster.entrypoints.generate` from {source} and from the code.
# `muster deploy` creates this stack; docs/how-to says how without it.
"""


def hub() -> str:
    """The text of hub.yaml."""
    return _made("hub.source.yaml", rules, people, alarms)


def spoke() -> str:
    """The text of spoke.yaml."""
    return _made("spoke.source.yaml")


def _made(source: str, *kinds: Any) -> str:
    found = files("templates").joinpath("cloudformation", source).read_text(encoding="utf-8")
    template = _filled(read(found))
    for kind in kinds:
        template["Resources"] |= kind.resources()
    return _HEAD.format(source=source) + written(template)


def _filled(value: Any) -> Any:
    if isinstance(value, Tagged):
        made = _MADE.get(value.tag)
        return made(value.value) if made else Tagged(value.tag, _filled(value.value))
    if isinstance(value, Mapping):
        return {key: _filled(entry) for key, entry in value.items()}
    return [_filled(entry) for entry in value] if isinstance(value, list) else value


def _document(name: str) -> dict[str, Any]:
    return document(policy(name))


def _inline(name: str) -> list[dict[str, Any]]:
    return [{"PolicyName": name.replace("_", "-"), "PolicyDocument": _document(name)}]


def _dashboard(_name: str) -> dict[str, str]:
    return {"Fn::Sub": dashboard.body()}


_MADE: Final[Mapping[str, Callable[[str], Any]]] = {
    "Policies": _inline,
    "Statements": _document,
    "Dashboard": _dashboard,
}
