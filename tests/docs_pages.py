"""The pages of the documentation, taken apart: links, headings, blocks."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIRECTIVE = re.compile(r"^<!-- play: (.*?) -->$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
HIDDEN = {
    ".venv",
    ".venv-awscli",
    ".venv-policies",
    ".git",
    ".pytest_cache",
    "build",
    "dist",
    "node_modules",
}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the line in the page where it begins."""

    language: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A line `$ …` of a `console` block, and the lines that are shown below it."""

    text: str
    expected: tuple[str, ...]
    line: int


def pages() -> list[Path]:
    """Every Markdown file of the repository."""
    return list(_pages())


@cache
def _pages() -> tuple[Path, ...]:
    found = []
    for folder, inside, files in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in HIDDEN]
        found += [Path(folder, name) for name in files if name.endswith(".md")]
    return tuple(sorted(found))


def name_of(page: Path) -> str:
    """The page's path in the repository."""
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", text_of(page))


def blocks(page: Path, *languages: str) -> list[Block]:
    """The fenced blocks of these languages, in order."""
    text = text_of(page)
    return [
        Block(found[1].strip(), found[2], text.count("\n", 0, found.start()) + 1)
        for found in FENCE.finditer(text)
        if found[1].strip() in languages
    ]


def links(page: Path) -> list[str]:
    plain = re.sub(r"(?<!\[)`[^`\n]+`(?!\])", "", prose_of(page))
    return [found[1] or found[2] for found in LINK.finditer(plain)]


def anchors(page: Path) -> set[str]:
    """What a link to a heading of the page may say after `#`, as GitHub makes it."""
    return {_anchor(found[1]) for found in HEADING.finditer(prose_of(page))}


def _anchor(heading: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def script(page: Path) -> list[str | Command]:
    """What is to be played: directives (text) and commands, in the order of the page."""
    text = text_of(page)
    found: list[tuple[tuple[int, int], str | Command]] = [
        ((match.start(), 0), match[1]) for match in DIRECTIVE.finditer(text)
    ]
    for match in FENCE.finditer(text):
        if match[1].strip() == "console":
            line = text.count("\n", 0, match.start()) + 1
            found += [((match.start(), c.line), c) for c in _commands(match[2], line)]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _commands(text: str, line: int) -> Iterator[Command]:
    command, expected, began = "", [], line
    for number, row in enumerate(text.split("\n"), line + 1):
        if row.startswith("$ "):
            if command:
                yield Command(command, _trimmed(expected), began)
            command, expected, began = row[2:], [], number
        elif command.endswith("\\"):
            command = command[:-1] + row.strip()
        else:
            expected.append(row)
    if command:
        yield Command(command, _trimmed(expected), began)


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return tuple(lines)


def shown_commands(page: Path) -> list[str]:
    """Every line of a shell block that begins with `muster`, with or without the prompt."""
    rows = [row for b in blocks(page, "console", "sh") for row in _joined(b.text)]
    plain = (re.sub(r"^\$ ", "", row) for row in rows)
    return [row for row in plain if row.startswith("muster ")]


def _joined(text: str) -> list[str]:
    return re.sub(r"\\\n\s*", "", text).split("\n")
