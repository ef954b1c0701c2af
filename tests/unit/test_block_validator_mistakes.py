"""Every mistake that a bot can make with blocks is found, under its name and at its place."""

import pytest

from muster.embedded.slack.blocks import CODES, validate, validate_message, validate_view


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


MISTAKES_IN_A_MESSAGE = {
    # also found by slack-sdk
    "unknown block type": ([{"type": "nonsense"}], "unknown_type", "/0/type"),
    "section without text or fields": ([{"type": "section"}], "missing", "/0"),
    "section text 3001": ([section("x" * 3001)], "too_long", "/0/text/text"),
    "section 11 fields": (
        [{"type": "section", "fields": [mrkdwn("x")] * 11}],
        "too_many",
        "/0/fields",
    ),
    "header 151": ([{"type": "header", "text": plain("x" * 151)}], "too_long", "/0/text/text"),
    "markdown 12001": ([{"type": "markdown", "text": "x" * 12001}], "too_long", "/0/text"),
    "context 11": (
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
        "too_many",
        "/0/elements",
    ),
    "actions 26 elements": (
        [actions(*[button(f"go{n}") for n in range(26)])],
        "too_many",
        "/0/elements",
    ),
    "button text 76": (
        [actions({**button(), "text": plain("x" * 76)})],
        "too_long",
        "/0/elements/0/text/text",
    ),
    "button value 2001": (
        [actions(button(value="x" * 2001))],
        "too_long",
        "/0/elements/0/value",
    ),
    "button style green": ([actions(button(style="green"))], "bad_value", "/0/elements/0/style"),
    "action_id 256": ([actions(button("x" * 256))], "too_long", "/0/elements/0/action_id"),
    "block_id 256": ([divider(block_id="x" * 256)], "too_long", "/0/block_id"),
    "confirm text 301": (
        [actions(button(confirm=confirm(text=plain("x" * 301))))],
        "too_long",
        "/0/elements/0/confirm/text/text",
    ),
    "select 101 options": (
        [actions(select([option()] * 101))],
        "too_many",
        "/0/elements/0/options",
    ),
    "task_card bad status": ([task("completed")], "bad_value", "/0/status"),
    "plan without title": ([{"type": "plan", "tasks": []}], "missing", "/0"),
    # missed by slack-sdk
    "section text empty": ([section("")], "too_short", "/0/text/text"),
    "section field 2001": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "too_long",
        "/0/fields/0/text",
    ),
    "header mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "elsewhere_only", "/0/text/type"),
    "button text mrkdwn": (
        [actions({**button(), "text": mrkdwn("x")})],
        "elsewhere_only",
        "/0/elements/0/text/type",
    ),
    "duplicate block_id": (
        [divider(block_id="a"), divider(block_id="a")],
        "duplicate_block_id",
        "/1/block_id",
    ),
    "duplicate action_id in a block": ([actions(button(), button())], "duplicate_action_id", "/0"),
    "unknown key": ([divider(colour="red")], "unknown_key", "/0/colour"),
    "51 blocks": ([divider()] * 51, "too_many", ""),
    "plan task bad status": ([plan(task("completed"))], "bad_value", "/0/tasks/0/status"),
    "two plans": ([plan(), plan()], "too_many", "/1"),
    "table 101 rows": ([table(rows=101)], "too_many", "/0/rows"),
    "table 21 columns": ([table(columns=21)], "too_many", "/0/rows/0"),
    "two tables": ([table(), table()], "too_many", "/1"),
    "overflow option label 76": (
        [section(accessory={"type": "overflow", "options": [option("x" * 76)]})],
        "too_long",
        "/0/accessory/options/0/text/text",
    ),
    "input in a message": ([input_block()], "elsewhere_only", "/0/type"),
    # between blocks, and inside them
    "plan beside a task_card": ([plan(), task()], "elsewhere_only", "/1"),
    "markdown together 12001": (
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6001}],
        "too_long",
        "/1",
    ),
    "all blocks together": ([section("x" * 2700)] * 5, "msg_blocks_too_long", ""),
    "three charts": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
            }
        ]
        * 3,
        "too_many",
        "/2",
    ),
    "table and data_table": (
        [
            table(),
            {
                "type": "data_table",
                "caption": "c",
                "rows": [[{"type": "raw_text", "text": "x"}]] * 2,
            },
        ],
        "too_many",
        "/1",
    ),
    "mistake inside a container": (
        [container(section("x" * 3001))],
        "too_long",
        "/0/child_blocks/0/text/text",
    ),
    "container in a container": (
        [container(container(divider()))],
        "elsewhere_only",
        "/0/child_blocks/0/type",
    ),
    "same block_id inside a container": (
        [divider(block_id="a"), container(divider(block_id="a"))],
        "duplicate_block_id",
        "/1/child_blocks/0/block_id",
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
    "mistake inside a table cell": (
        [{"type": "table", "rows": [[rich({"type": "text"})]]}],
        "missing",
        "/0/rows/0/0/elements/0/elements/0",
    ),
    "table cell that is empty": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
        "too_short",
        "/0/rows/0/0/text",
    ),
    "table rows of two lengths": (
        [{"type": "table", "rows": [table(columns=2)["rows"][0], table()["rows"][0]]}],
        "bad_value",
        "/0/rows/1",
    ),
    "data_table with a rich header": (
        [{"type": "data_table", "caption": "c", "rows": [[rich()], [rich()]]}],
        "elsewhere_only",
        "/0/rows/0/0/type",
    ),
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
    "blocks that are no list": ({"type": "divider"}, "wrong_type", ""),
    "block that is no object": (["divider"], "wrong_type", "/0"),
    "text that is a string": (
        [{"type": "section", "text": "x"}],
        "wrong_type",
        "/0/text",
    ),
    "chart without a point": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {
                    "type": "line",
                    "series": [{"name": "s", "data": [{"label": "a", "value": 1}]}],
                    "axis_config": {"categories": ["a", "b"]},
                },
            }
        ],
        "bad_value",
        "/0/chart/series/0/data",
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
    "plan task that is no object": ([plan() | {"tasks": ["x"]}], "wrong_type", "/0/tasks/0"),
    "container that cannot be opened": (
        [container(divider()) | {"default_collapsed": True}],
        "bad_value",
        "/0/default_collapsed",
    ),
    "data_table with too many characters": (
        [
            {
                "type": "data_table",
                "caption": "c",
                "rows": [[{"type": "raw_text", "text": "x" * 5001}]] * 2,
            }
        ],
        "too_long",
        "/0/rows",
    ),
    "table column that is no object": (
        [table(column_settings=[None, "left"])],
        "wrong_type",
        "/0/column_settings/1",
    ),
    "pie with an empty slice": (
        [
            {
                "type": "data_visualization",
                "title": "Up",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
            }
        ],
        "bad_value",
        "/0/chart/segments/0/value",
    ),
    "chart with two series of one name": (
        [
            {
                "type": "data_visualization",
                "title": "Lag",
                "chart": {
                    "type": "bar",
                    "series": [{"name": "s", "data": [{"label": "a", "value": True}]}] * 2,
                    "axis_config": {"categories": ["a"]},
                },
            }
        ],
        "bad_value",
        "/0/chart/series",
    ),
    "rich text link without url": ([rich({"type": "link", "url": ""})], "bad_value", None),
}


@pytest.mark.parametrize("name", MISTAKES_IN_A_MESSAGE)
def test_a_mistake_is_refused_with_its_code_and_place(name):
    blocks, code, pointer = MISTAKES_IN_A_MESSAGE[name]

    mistakes = validate(blocks, "message")

    assert code in CODES
    assert (code, pointer) in {(one.code, pointer and one.pointer) for one in mistakes}


EXACTLY_AT_A_LIMIT = {
    "section text 3000": [section("x" * 3000)],
    "section 10 fields of 2000": [{"type": "section", "fields": [mrkdwn("x" * 1300)] * 10}],
    "section field 2000": [{"type": "section", "fields": [mrkdwn("x" * 2000)]}],
    "header 150": [{"type": "header", "text": plain("x" * 150)}],
    "markdown 12000": [{"type": "markdown", "text": "x" * 12000}],
    "markdown together 12000": [{"type": "markdown", "text": "x" * 6000}] * 2,
    "context 10": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "actions 25": [actions(*[button(f"go{n}") for n in range(25)])],
    "button text 75": [actions({**button(), "text": plain("x" * 75)})],
    "button value 2000": [actions(button(value="x" * 2000))],
    "button label 75": [actions(button(accessibility_label="x" * 75))],
    "button url 3000": [actions(button(url="https://a.example/" + "x" * 2982))],
    "action_id 255": [actions(button("x" * 255))],
    "block_id 255": [divider(block_id="x" * 255)],
    "confirm 100, 300, 30, 30": [
        actions(
            button(
                confirm=confirm(
                    title=plain("x" * 100),
                    text=mrkdwn("x" * 300),
                    confirm=plain("x" * 30),
                    deny=plain("x" * 30),
                )
            )
        )
    ],
    "select 100 options": [actions(select([option()] * 100))],
    "overflow 5 options": [section(accessory={"type": "overflow", "options": [option()] * 5})],
    "overflow option label 75": [
        section(accessory={"type": "overflow", "options": [option("x" * 75)]})
    ],
    "50 blocks": [divider()] * 50,
    "table 100 rows": [table(rows=100)],
    "table 20 columns": [table(columns=20)],
    "all blocks together 13200": [section("x" * 2634)] * 5,
    "alike action_ids in two blocks": [actions(button()), actions(button())],
    "plan with every status": [
        plan(task("pending"), task("in_progress"), task("complete"), task("error"))
    ],
    "task_cards without a plan": [task(), task()],
    "container with 10 blocks": [container(*[section()] * 10)],
    "rich text of every leaf": [
        rich(
            {"type": "text", "text": "x", "style": {"bold": True}},
            {"type": "link", "url": "https://example.com", "text": "x"},
            {"type": "user", "user_id": "U1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "channel", "channel_id": "C1"},
            {"type": "emoji", "name": "wave"},
            {"type": "broadcast", "range": "here"},
            {"type": "date", "timestamp": 1, "format": "{date}"},
        )
    ],
}


@pytest.mark.parametrize("name", EXACTLY_AT_A_LIMIT)
def test_what_is_exactly_at_a_limit_passes(name):
    assert validate(EXACTLY_AT_A_LIMIT[name], "message") == []


def modal(*blocks, **more):
    return {"type": "modal", "title": plain("Drill"), "blocks": list(blocks) or [divider()], **more}


MISTAKES_IN_A_VIEW = {
    "modal title 25": (modal(title=plain("x" * 25)), "too_long", "/title/text"),
    "modal private_metadata 3001": (
        modal(private_metadata="x" * 3001),
        "too_long",
        "/private_metadata",
    ),
    "modal 101 blocks": (modal(*[divider()] * 101), "too_many", "/blocks"),
    "modal input without submit": (modal(input_block()), "missing", ""),
    "modal without title": ({"type": "modal", "blocks": [divider()]}, "missing", ""),
    "modal without blocks": (
        {"type": "modal", "title": plain("x"), "blocks": []},
        "too_few",
        "/blocks",
    ),
    "modal submit 25": (modal(submit=plain("x" * 25)), "too_long", "/submit/text"),
    "modal callback_id 256": (modal(callback_id="x" * 256), "too_long", "/callback_id"),
    "alert bad level": (
        modal({"type": "alert", "text": plain("x"), "level": "fatal"}),
        "bad_value",
        "/blocks/0/level",
    ),
    "alert text 201": (
        modal({"type": "alert", "text": plain("x" * 201)}),
        "too_long",
        "/blocks/0/text/text",
    ),
    "placeholder 151": (
        modal(
            input_block({"type": "plain_text_input", "placeholder": plain("x" * 151)}),
            submit=plain("Go"),
        ),
        "too_long",
        "/blocks/0/element/placeholder/text",
    ),
    "input label 2001": (
        modal(input_block(label=plain("x" * 2001)), submit=plain("Go")),
        "too_long",
        "/blocks/0/label/text",
    ),
    "dispatching file input": (
        modal(input_block({"type": "file_input"}, dispatch_action=True), submit=plain("Go")),
        "bad_value",
        "/blocks/0/dispatch_action",
    ),
    "workflow_button in a modal": (
        modal(
            actions(
                {
                    "type": "workflow_button",
                    "text": plain("x"),
                    "action_id": "a",
                    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/x"}},
                }
            )
        ),
        "elsewhere_only",
        "/blocks/0/elements/0/type",
    ),
    "home with submit": (
        {"type": "home", "blocks": [divider()], "submit": plain("Go")},
        "unknown_key",
        "/submit",
    ),
    "home with close": (
        {"type": "home", "blocks": [divider()], "close": plain("No")},
        "unknown_key",
        "/close",
    ),
    "number input on Home": (
        {
            "type": "home",
            "blocks": [input_block({"type": "number_input", "is_decimal_allowed": False})],
        },
        "elsewhere_only",
        "/blocks/0/element/type",
    ),
    "view of another type": ({"type": "workflow_step", "blocks": []}, "unknown_type", "/type"),
    "view whose blocks are no list": (
        {"type": "home", "blocks": {}},
        "wrong_type",
        "/blocks",
    ),
    "view that is no object": ([], "wrong_type", ""),
}


@pytest.mark.parametrize("name", MISTAKES_IN_A_VIEW)
def test_a_mistake_in_a_view_is_refused_with_its_code_and_place(name):
    view, code, pointer = MISTAKES_IN_A_VIEW[name]

    assert (code, pointer) in {(one.code, one.pointer) for one in validate_view(view)}


def test_views_exactly_at_their_limits_pass():
    full = modal(
        *[divider()] * 99,
        input_block(),
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
    )

    assert validate_view(full) == []
    assert validate_view({"type": "home", "blocks": [section()] * 100}) == []


def test_a_message_without_text_is_a_mistake():
    blocks = [section()]

    assert [one.code for one in validate_message({"blocks": blocks})] == ["missing"]
    assert [one.code for one in validate_message([])] == ["wrong_type"]
    assert validate_message({"text": "Drill of payments started", "blocks": blocks}) == []


def test_all_mistakes_are_reported_at_once_and_read_like_sentences():
    blocks = [section("x" * 3001), actions(button(style="green")), {"type": "nonsense"}]

    assert [str(one) for one in validate(blocks, "message")] == [
        "must be at most 3000 characters long, has 3001 [json-pointer:/0/text/text]",
        "must be one of primary, danger, is 'green' [json-pointer:/1/elements/0/style]",
        "unsupported type: nonsense [json-pointer:/2/type]",
    ]
