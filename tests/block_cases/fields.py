"""Mistakes in texts, images, elements and other fields of a block."""

from block_cases.shapes import actions, image, option, plain, rich, select

MISTAKES = {
    "image without source": ([image()], "missing", "/0"),
    "image with two sources": (
        [image(image_url="https://example.com/a.png", slack_file={"id": "F1"})],
        "bad_value",
        "/0",
    ),
    "image url that is none": ([image(image_url="a.png")], "bad_value", "/0/image_url"),
    "plain text input in actions": (
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "elsewhere_only",
        "/0/elements/0/type",
    ),
    "unknown element": ([actions({"type": "knob"})], "unknown_type", "/0/elements/0/type"),
    "select with options and groups": (
        [actions(select(option_groups=[{"label": plain("g"), "options": [option()]}]))],
        "bad_value",
        "/0/elements/0",
    ),
    "text that is a string": (
        [{"type": "section", "text": "x"}],
        "wrong_type",
        "/0/text",
    ),
    "select without options": (
        [actions({"type": "static_select", "action_id": "a"})],
        "missing",
        "/0/elements/0",
    ),
    "element without type": ([actions({"action_id": "a"})], "missing", "/0/elements/0"),
    "text that is a list": (
        [{"type": "header", "text": {"type": "plain_text", "text": []}}],
        "wrong_type",
        "/0/text/text",
    ),
    "flag that is a word": (
        [{"type": "section", "text": plain("x"), "expand": "yes"}],
        "wrong_type",
        "/0/expand",
    ),
    "number out of range": (
        [{"type": "header", "text": plain("x"), "level": 5}],
        "bad_value",
        "/0/level",
    ),
    "number that is a word": (
        [{"type": "header", "text": plain("x"), "level": "1"}],
        "wrong_type",
        "/0/level",
    ),
    "elements that are no list": (
        [{"type": "actions", "elements": {}}],
        "wrong_type",
        "/0/elements",
    ),
    "actions without elements": ([actions()], "too_few", "/0/elements"),
    "rich text link without url": (
        [rich({"type": "link", "url": ""})],
        "bad_value",
        "/0/elements/0/elements/0/url",
    ),
}
