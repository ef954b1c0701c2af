"""Tables, data tables and charts (as tables of their figures) as HTML."""

from typing import Any

from markupsafe import Markup, escape

from muster.embedded.slack.render.html import tag
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.rich_text import rich_text

Json = dict[str, Any]


def table(block: Json, names: Names) -> Markup:
    """A table; its first row is the header."""
    settings = block.get("column_settings", [])
    aligned = [str((one or {}).get("align", "left")) for one in settings]
    rows = [[cell(one, names) for one in row] for row in block["rows"]]
    return drawn(rows, aligned, str(block.get("caption", "")))


def cell(one: Json, names: Names) -> Markup:
    """What one cell says."""
    if one["type"] == "rich_text":
        return rich_text(one, names)
    return escape(one.get("text") or one.get("value"))


def chart(block: Json, _names: Names) -> Markup:
    """The figures of a chart."""
    shown = block["chart"]
    if shown["type"] == "pie":
        rows = [[one["label"], str(one["value"])] for one in shown["segments"]]
        return drawn([["", "value"], *rows], [], block["title"])
    header = ["", *shown["axis_config"]["categories"]]
    rows = [[s["name"], *(str(one["value"]) for one in s["data"])] for s in shown["series"]]
    return drawn([header, *rows], [], block["title"])


def drawn(rows: list[list[Any]], aligned: list[str], caption: str) -> Markup:
    """Cells of which those in the first row are headers."""
    header, *others = rows
    align = [*aligned, *["left"] * len(header)]
    head = tag("tr", *(tag("th", c, scope="col", class_=align[n]) for n, c in enumerate(header)))
    body = [
        tag("tr", *(tag("td", c, class_=align[n]) for n, c in enumerate(row))) for row in others
    ]
    title = tag("caption", caption) if caption else Markup("")
    inner = tag("table", title, tag("thead", head), tag("tbody", *body))
    return tag(
        "div", inner, class_="table-scroll", tabindex=0, role="group", aria_label=caption or "Table"
    )
