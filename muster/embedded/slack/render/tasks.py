"""Plans and task cards as HTML."""

from typing import Any

from markupsafe import Markup

from muster.embedded.slack.render.html import link, tag
from muster.embedded.slack.render.names import Names
from muster.embedded.slack.render.rich_text import rich_text

Json = dict[str, Any]
STATUS = {"pending": "to do", "in_progress": "in progress", "complete": "done", "error": "failed"}


def plan(block: Json, names: Names) -> Markup:
    """A title and the tasks under it."""
    tasks = [tag("li", task(one, names)) for one in block.get("tasks", ())]
    title = tag("div", block["title"], class_="plan-title")
    return tag("div", title, tag("ol", *tasks), class_="plan-box")


def task(block: Json, names: Names) -> Markup:
    """State, title, details, output and sources of one task."""
    status = block.get("status", "pending")
    said = tag("span", STATUS[status], class_="hidden")
    mark = tag("span", said, class_=f"status {status}", title=STATUS[status])
    more = [
        tag("div", rich_text(block[key], names), class_="task-more")
        for key in ("details", "output")
        if key in block
    ]
    sources = [link(one["url"], one["text"], class_="source") for one in block.get("sources", ())]
    words = tag("div", tag("div", block["title"], class_="task-title"), *more, *sources)
    return tag("div", mark, words, class_="task")
