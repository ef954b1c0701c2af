"""CloudFormation's YAML: read with its short tags, written with them, without aliases.

CloudFormation knows no aliases ("Template anatomy", YAML); a source may use them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

WIDTH: Final = 100


@dataclass(frozen=True)
class Tagged:
    """A value behind a tag, such as `!Sub`."""

    tag: str
    value: Any


class _Loader(yaml.SafeLoader):
    """Keeps tags as they are."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and long texts as they are."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - yaml's signature
        return True


def _construct(loader: _Loader, suffix: str, node: yaml.Node) -> Tagged:
    if isinstance(node, yaml.ScalarNode):
        return Tagged(suffix, loader.construct_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return Tagged(suffix, loader.construct_sequence(node, deep=True))
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 - there is no fourth kind
    return Tagged(suffix, loader.construct_mapping(node, deep=True))


def _represent(dumper: _Dumper, data: Tagged) -> yaml.Node:
    if isinstance(data.value, str):
        return dumper.represent_scalar(f"!{data.tag}", data.value)
    if isinstance(data.value, Mapping):
        return dumper.represent_mapping(f"!{data.tag}", data.value)
    return dumper.represent_sequence(f"!{data.tag}", data.value)


_Loader.add_multi_constructor("!", _construct)
_Dumper.add_representer(Tagged, _represent)


def read(text: str) -> dict[str, Any]:
    """A template, its tags as `Tagged`."""
    found: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader's child
    return found


def written(template: Mapping[str, Any]) -> str:
    """The template as CloudFormation reads it."""
    return yaml.dump(
        short(template),
        Dumper=_Dumper,
        sort_keys=False,
        width=WIDTH,
        allow_unicode=True,
        default_flow_style=None,
    )


def short(value: Any) -> Any:
    """The same with `{Fn::Sub: …}` and `{Ref: …}` in their short form."""
    if isinstance(value, Tagged):
        return Tagged(value.tag, short(value.value))
    if isinstance(value, list):
        return [short(entry) for entry in value]
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1 and (name := next(iter(value))) in _SHORT:
        return Tagged(_SHORT[name], short(value[name]))
    return {key: short(entry) for key, entry in value.items()}


_SHORT: Final = {"Ref": "Ref", "Fn::Sub": "Sub", "Fn::If": "If", "Fn::GetAtt": "GetAtt"}
