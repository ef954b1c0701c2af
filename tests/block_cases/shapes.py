"""Blocks, elements and views in their smallest legal form."""


def plain(text):
    return {"type": "plain_text", "text": text}


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def section(text="x", **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements, **more):
    return {"type": "actions", "elements": list(elements), **more}


def button(action_id="go", **more):
    return {"type": "button", "text": plain("Go"), "action_id": action_id, **more}


def divider(**more):
    return {"type": "divider", **more}


def option(text="one"):
    return {"text": plain(text), "value": "1"}


def select(options=None, **more):
    return {"type": "static_select", "options": options or [option()], **more}


def confirm(**more):
    texts = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
    return {**texts, **more}


def task(status="complete", **more):
    return {"type": "task_card", "task_id": "1", "title": "Databases", "status": status, **more}


def plan(*tasks, **more):
    inside = [{key: value for key, value in one.items() if key != "type"} for one in tasks]
    return {
        "type": "plan",
        "title": "Waves",
        "tasks": inside or [{"task_id": "1", "title": "x"}],
    } | more


def table(rows=1, columns=1, **more):
    row = [{"type": "raw_text", "text": "x"}] * columns
    return {"type": "table", "rows": [row] * rows, **more}


def input_block(element=None, **more):
    element = element or {"type": "plain_text_input", "action_id": "why"}
    return {"type": "input", "label": plain("Why"), "element": element, **more}


def rich(*leaves):
    section = {"type": "rich_text_section", "elements": list(leaves)}
    return {"type": "rich_text", "elements": [section]}


def container(*blocks):
    return {"type": "container", "title": plain("Details"), "child_blocks": list(blocks)}


def image(**more):
    return {"type": "image", "alt_text": "a chart", **more}


def modal(*blocks, **more):
    return {"type": "modal", "title": plain("Drill"), "blocks": list(blocks) or [divider()], **more}
