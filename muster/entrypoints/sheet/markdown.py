"""A sheet as Markdown: readable as it stands, in a terminal, a wiki or a repository."""

import re
from collections.abc import Iterator

from muster.entrypoints.sheet.values import Section, Sheet, Step

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(sheet: Sheet) -> str:
    """The text of the page."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {_plain(sheet.title)}"
    yield ""
    yield from (f"- {key}: {_plain(value)}" for key, value in sheet.facts)
    for problem in sheet.problems:
        yield f"\n**Does not hold now:** {_plain(problem)}"
    for section in sheet.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {_plain(section.title)}"
    for about in section.about:
        yield f"\n{_plain(about)}"
    if section.rows:
        yield ""
        yield from _table(section.rows)
    for number, step in enumerate(section.steps, 1):
        yield from _step(number, step)


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    head, *others = (" | ".join(map(_plain, row)) for row in rows)
    yield f"| {head} |"
    yield "|" + " --- |" * len(rows[0])
    yield from (f"| {row} |" for row in others)


def _step(number: int, step: Step) -> Iterator[str]:
    yield f"\n{number}. [ ] {_plain(step.do)}"
    if step.command:
        yield f"\n```bash\n{step.command}\n```"
    if step.expect:
        yield f"\n   Expect: {_spoken(step.expect)}"
    if step.noted:
        yield "\n   " + "   ".join(f"{what}: ______________" for what in step.noted)


def _spoken(text: str) -> str:
    """Our own words: what stands in backticks stays code."""
    parts = text.split("`")
    return "`".join(part if odd % 2 else _escaped(part) for odd, part in enumerate(parts))


def _plain(text: str) -> str:
    """What comes from a plan or a tag is text, never markup, and stays on its line."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
