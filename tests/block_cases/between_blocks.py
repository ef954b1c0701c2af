"""Mistakes between the blocks of a message, and in blocks that stand inside others."""

from block_cases.shapes import button, container, divider, mrkdwn, plan, section, task

MISTAKES = {
    "plan beside a task_card": ([plan(), task()], "elsewhere_only", "/1"),
    "markdown together 12001": (
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6001}],
        "too_long",
        "/1",
    ),
    "all blocks together": ([section("x" * 2700)] * 5, "msg_blocks_too_long", ""),
    "container in a container": (
        [container(container(divider()))],
        "elsewhere_only",
        "/0/child_blocks/0/type",
    ),
    "mistake inside a container": (
        [container(section("x" * 3001))],
        "too_long",
        "/0/child_blocks/0/text/text",
    ),
    "same block_id inside a container": (
        [divider(block_id="a"), container(divider(block_id="a"))],
        "duplicate_block_id",
        "/1/child_blocks/0/block_id",
    ),
    "container that cannot be opened": (
        [container(divider()) | {"default_collapsed": True}],
        "bad_value",
        "/0/default_collapsed",
    ),
    "mistake inside a carousel": (
        [{"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("x" * 201)}]}],
        "too_long",
        "/0/elements/0/body/text",
    ),
    "mistake inside an accessory": (
        [section(accessory=button(value=""))],
        "too_short",
        "/0/accessory/value",
    ),
    "blocks that are no list": ({"type": "divider"}, "wrong_type", ""),
    "block that is no object": (["divider"], "wrong_type", "/0"),
    "plan task that is no object": ([plan() | {"tasks": ["x"]}], "wrong_type", "/0/tasks/0"),
}
