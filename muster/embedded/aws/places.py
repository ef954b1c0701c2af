"""A YAML file as plain values, with the line of everything in it and every mistake found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

SIZE_LIMIT = 4 * 1024 * 1024
MISSING: Any = object()

Path = tuple[str | int, ...]


class FormError(ValueError):
    """A file is not as it should be; `mistakes` are lines of the form `name:line: path: text`."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass
class Reading:
    """One file being read: where things stand in it, how scalars are spelled, what is wrong."""

    name: str
    lines: dict[Path, int] = field(default_factory=dict)
    spelled: dict[Path, str] = field(default_factory=dict)
    mistakes: list[tuple[int, str]] = field(default_factory=list)

    def wrong(self, path: Path, text: str) -> Any:
        """Note a mistake; gives `MISSING`."""
        place = path
        while place and place not in self.lines:
            place = place[:-1]
        line = self.lines.get(place, 1)
        where = f"{'.'.join(str(part) for part in path)}: " if path else ""
        self.mistakes.append((line, f"{self.name}:{line}: {where}{text}"))
        return MISSING

    def finish(self) -> None:
        """Raise `FormError` if anything was wrong."""
        if self.mistakes:
            raise FormError([text for _, text in sorted(self.mistakes)])


def parse(text: str, reading: Reading) -> Any:
    """The values of a file; what is wrong with its form is told to the `Reading`."""
    if len(text) > SIZE_LIMIT:
        return reading.wrong((), f"larger than {SIZE_LIMIT // 1024**2} MiB")
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        return None if node is None else _build(loader, node, (), reading, set())
    except RecursionError:
        return reading.wrong((), "nested too deeply")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reading.lines[()] = mark.line + 1 if mark is not None else 1
        return reading.wrong((), f"is not YAML: {error.problem}")
    except (yaml.YAMLError, ValueError) as error:
        return reading.wrong((), f"is not YAML: {' '.join(str(error).split())}")


def _build(
    loader: yaml.SafeLoader, node: yaml.Node, path: Path, reading: Reading, seen: set[int]
) -> Any:
    reading.lines[path] = node.start_mark.line + 1
    if id(node) in seen:  # an alias: not needed here, and the way to make a small file huge
        return reading.wrong(path, "anchors and aliases are not read; write it out")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(loader, node, path, reading, seen)
    if isinstance(node, yaml.SequenceNode):
        items = enumerate(node.value)
        return [_build(loader, item, (*path, at), reading, seen) for at, item in items]
    reading.spelled[path] = node.value
    return loader.construct_object(node)


def _build_mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path, reading: Reading, seen: set[int]
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None or key_node.tag == "tag:yaml.org,2002:merge":
            reading.wrong(path, "a key must be a plain word")
            continue
        if key in built:
            reading.lines[*path, key] = key_node.start_mark.line + 1
            reading.wrong((*path, key), "the key stands here twice")
        built[key] = _build(loader, value_node, (*path, key), reading, seen)
        reading.lines[*path, key] = key_node.start_mark.line + 1
    return built
