"""From text to a tree of nodes: the part of YAML that a plan needs, and nothing that surprises.

The parser's events are read one by one, so that depth, number and kind of the values are judged
before anything is built from them. Misfit values stay in the tree, marked, so that the rest of
the file is judged as well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from muster.model import limits
from muster.model.codes import files
from muster.model.errors import Problem
from muster.model.reading import lexical
from muster.model.reading.lexical import Finding
from muster.model.reading.nodes import Node, Place
from muster.model.text import quoted

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _GiveUpError(Exception):
    """What follows cannot be judged; the problem is on record."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` waits for its value."""

    node: Node
    key: Node | None = None


@dataclass(slots=True)
class _Composer:
    file: str
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    open: list[_Open] = field(default_factory=list)
    documents: int = 0
    values: int = 0

    def report(self, findings: Iterable[Finding]) -> bool:
        """Put `findings` on record and return whether there were any."""
        before = len(self.problems)
        for code, place, message, hint in findings:
            self.problems.append(Problem(code.id, message, self.file, *place, hint))
        if len(self.problems) >= limits.PROBLEMS_SHOWN:
            raise _GiveUpError
        return len(self.problems) > before

    def give_up(self, finding: Finding) -> None:
        self.report([finding])
        raise _GiveUpError

    def start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.give_up(lexical.second_document(event))
        self.report(lexical.document_findings(event))

    def scalar(self, event: Any) -> None:
        node = Node(lexical.place_of(event), event.value, raw=event.value)
        node.is_refused = self.report(lexical.node_findings(event))
        if event.implicit[0] and not node.is_refused:
            node.is_refused = self.report(lexical.word_findings(node))
        self.add(node)

    def alias(self, event: Any) -> None:
        self.report(lexical.alias_findings(event))
        self.add(Node(lexical.place_of(event), None, is_refused=True))

    def start_list(self, event: Any) -> None:
        self.start(event, Node(lexical.place_of(event), []))

    def start_mapping(self, event: Any) -> None:
        self.start(event, Node(lexical.place_of(event), {}))

    def start(self, event: Any, node: Node) -> None:
        if len(self.open) >= limits.NESTING:
            message = f"more than {limits.NESTING} levels of nesting"
            hint = "count the brackets and the indents of the lines above"
            self.give_up(Finding(files.TOO_DEEP, node.place, message, hint))
        node.is_refused = self.report(lexical.node_findings(event))
        self.add(node)
        self.open.append(_Open(node))

    def end(self, _event: Any) -> None:
        self.open.pop()

    def add(self, node: Node) -> None:
        self.values += 1
        if self.values > limits.VALUES_PER_FILE:
            message = f"more than {limits.VALUES_PER_FILE:,} values"
            self.give_up(Finding(files.TOO_DEEP, node.place, message, "split the file"))
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1].node.value, list):
            self.add_item(node)
        else:
            self.add_to_mapping(node)

    def add_item(self, node: Node) -> None:
        node.is_refused |= self.report(lexical.value_findings(node, "this entry"))
        self.open[-1].node.items.append(node)

    def add_to_mapping(self, node: Node) -> None:
        mapping = self.open[-1]
        if mapping.key is None:
            mapping.key = node
        else:
            key, mapping.key = mapping.key, None
            self.add_entry(mapping.node, key, node)

    def add_entry(self, mapping: Node, key: Node, node: Node) -> None:
        self.forget_inside(key)
        if self.report(lexical.key_findings(key, mapping.entries)) or key.is_refused:
            mapping.is_doubtful = True
            mapping.is_refused |= key.text is None
            return
        name = str(key.value)
        node.key_place = key.place
        node.is_refused |= self.report(lexical.value_findings(node, f"key {quoted(name)}"))
        mapping.entries[name] = node

    def forget_inside(self, key: Node) -> None:
        """Drop the problems inside a list or mapping that is a key: it is refused as a whole."""
        if isinstance(key.value, dict | list):
            self.problems = [p for p in self.problems if (p.line, p.column) < key.place]


_HANDLERS: Final[dict[type[Any], Callable[[_Composer, Any], None]]] = {
    yaml.DocumentStartEvent: _Composer.start_document,
    yaml.ScalarEvent: _Composer.scalar,
    yaml.AliasEvent: _Composer.alias,
    yaml.SequenceStartEvent: _Composer.start_list,
    yaml.MappingStartEvent: _Composer.start_mapping,
    yaml.SequenceEndEvent: _Composer.end,
    yaml.MappingEndEvent: _Composer.end,
}


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of `text`, and every problem of its YAML.

    The tree is None if the file is empty, or if what follows a problem cannot be judged.
    """
    composer = _Composer(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            handler = _HANDLERS.get(type(event))
            if handler:
                handler(composer, event)
    except _GiveUpError:
        return None, composer.problems
    except yaml.YAMLError as error:
        return None, [*composer.problems, _syntax_problem(error, file)]
    return composer.root, composer.problems


_SYNTAX_HINTS: Final = {
    "cannot start any token": "put a text that starts with `@`, `%` or a backtick in quotes, and"
    " indent with spaces, not tabs",
    "mapping values are not allowed": "put a text that holds `: ` in quotes, or mend the indent",
    "escape": "in double quotes a backslash starts an escape: write `\\\\`, or use single quotes",
    "quoted scalar": "close the quotes",
}
_ANY_HINT: Final = "look for an open bracket or quote, or a wrong indent, in or above this line"


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = " ".join(
        str(part) for part in (_said(error, "context"), _said(error, "problem")) if part
    )
    hint = next((hint for word, hint in _SYNTAX_HINTS.items() if word in what), _ANY_HINT)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    return Problem(files.NOT_YAML.id, f"this is not YAML: {what[:200]}", file, *place, hint)


def _said(error: yaml.YAMLError, part: str) -> str:
    return str(getattr(error, part, None) or "")
