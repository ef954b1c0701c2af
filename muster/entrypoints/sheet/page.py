"""A sheet as a page to be printed: one HTML file that loads nothing."""

from collections.abc import Iterator
from html import escape
from typing import Final

from muster.entrypoints.sheet.values import Section, Sheet, Step

STYLE: Final = """\
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  color: #111; background: #fff; }
h1 { font-size: 1.6em; } h2 { font-size: 1.2em; border-top: 2px solid #111; padding-top: .5em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; }
dt { color: #444; } dd { margin: 0; font-weight: 600; }
table { border-collapse: collapse; margin: .5em 0; }
th, td { border: 1px solid #999; padding: .15em .6em; text-align: left; }
td:first-child, code, pre { font: .9em/1.4 ui-monospace, Menlo, Consolas, monospace; }
pre { background: #f3f3f3; border: 1px solid #bbb; padding: .6em; white-space: pre-wrap;
  overflow-wrap: anywhere; }
ol { padding-left: 0; list-style: none; }
li { border-left: 3px solid #ccc; padding-left: .8em; margin: 1em 0; break-inside: avoid; }
.box { display: inline-block; width: .85em; height: .85em; border: 1.5px solid #111;
  margin-right: .5em; }
.noted span { display: inline-block; min-width: 15em; border-bottom: 1px solid #111;
  margin-right: 1.5em; color: #444; }
.problem { border: 2px solid #a00; padding: .5em; font-weight: 600; }
@page { margin: 15mm; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } h2 { break-after: avoid; } }
"""


def page(sheet: Sheet) -> str:
    """The text of the page."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(sheet.title)}</title>\n<style>\n{STYLE}</style>"
    yield f"<h1>{escape(sheet.title)}</h1>\n<dl>"
    yield from (f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in sheet.facts)
    yield "</dl>"
    for problem in sheet.problems:
        yield f'<p class="problem">Does not hold now: {escape(problem)}</p>'
    for section in sheet.sections:
        yield from _section(section)
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    yield from (f"<p>{escape(about)}</p>" for about in section.about)
    if section.rows:
        yield from _table(section.rows)
    yield "<ol>"
    for number, step in enumerate(section.steps, 1):
        yield from _step(number, step)
    yield "</ol>"


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    head, *others = rows
    yield "<table>\n<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"
    for row in others:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _step(number: int, step: Step) -> Iterator[str]:
    yield f'<li><span class="box"></span><b>{number}.</b> {escape(step.do)}'
    if step.command:
        yield f"<pre>{escape(step.command)}</pre>"
    if step.expect:
        yield f"<div>Expect: {_spoken(step.expect)}</div>"
    if step.noted:
        blanks = "".join(f"<span>{escape(what)}:</span>" for what in step.noted)
        yield f'<div class="noted">{blanks}</div>'
    yield "</li>"


def _spoken(text: str) -> str:
    """Our own words: what stands in backticks is code."""
    parts = (escape(part) for part in text.split("`"))
    return "".join(f"<code>{part}</code>" if odd % 2 else part for odd, part in enumerate(parts))
