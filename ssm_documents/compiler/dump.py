"""The canonical YAML of a document: one text for one value, whatever made it.

Keys in their order, no aliases, lines of any width, scripts as literal blocks, every printable
character as itself; what any YAML reader could take for something else than text is quoted. Of
PyYAML's emitters the fast one escapes every emoji, the other is ten times as slow as this.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_BARE = re.compile(r"[A-Za-z](?:[\w.,;/()+*@=-]| (?! |$)|:(?! |$))*")
"""Linear: each character can be matched in one way only, or a long text takes for ever."""
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def dumped(content: Any) -> str:
    """The canonical YAML of plain data: dicts by text, lists, texts, whole numbers, bools, None."""
    return "".join(f"{line}\n" for line in _lines(content))


def escaped(written: str) -> str:
    """JSON on one line as YAML: each character escaped that YAML does not allow as itself."""
    return written if written.isprintable() else "".join(_escaped(char) for char in written)


def _escaped(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004 - end of the BMP


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _entry(f"{_text(key)}:", inner)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _item(inner)
    elif isinstance(value, str) and _is_block(value):
        yield "|" if value.endswith("\n") else "|-"
        yield from _indented(value.removesuffix("\n").split("\n"))
    else:
        yield _text(value) if isinstance(value, str) else json.dumps(value)


def _entry(key: str, value: Any) -> Iterator[str]:
    lines = _lines(value)
    if isinstance(value, dict | list) and value:
        yield key
        yield from lines if isinstance(value, list) else _indented(lines)
    else:
        yield f"{key} {next(lines)}"
        yield from lines


def _item(value: Any) -> Iterator[str]:
    lines = _lines(value)
    yield f"- {next(lines)}"
    yield from _indented(lines)


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {line}" if line else line for line in lines)


def _is_block(text: str) -> bool:
    """Whether a literal block gives the text back: one line break at its end, or none."""
    plain = text.replace("\n", "").isprintable() and not text.startswith((" ", "\n"))
    return "\n" in text and plain and not text.endswith("\n\n")


def _text(text: str) -> str:
    """Bare only what YAML 1.1 and 1.2 both read as this text."""
    if not text.isprintable():
        return escaped(json.dumps(text, ensure_ascii=False))
    if _BARE.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"
