"""Elements: what stands inside blocks, and which block takes which.

Source: docs.slack.dev/reference/block-kit/block-elements and slack-sdk's `block_elements`.
"""

from collections.abc import Iterable

from muster.embedded.slack.blocks.kit import (
    Check,
    Keys,
    anything,
    each,
    exactly_one_of,
    flag,
    integer,
    one_of,
    pattern,
    shape,
    string,
    typed,
)
from muster.embedded.slack.blocks.rich_text import RICH_TEXT
from muster.embedded.slack.blocks.texts import (
    ACTION_ID,
    CHANNEL,
    CHOICE_OPTION,
    CONFIRM,
    DISPATCH,
    FILTER,
    LABEL_TEXT,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    SLACK_FILE,
    STYLE,
    TEXT_TYPES,
    URL,
    USER,
    plain,
    text,
)

LABEL = string(LABEL_TEXT)
NUMERAL = pattern(r"-?[0-9]+(\.[0-9]+)?", "a number in a string")
DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date like 2026-11-20")
CLOCK_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time like 08:30")
LAST_TEN_DIGIT_SECOND = 9_999_999_999

FOCUS: Keys = {"action_id": ACTION_ID, "focus_on_load": flag}
ASK: Keys = {**FOCUS, "confirm": CONFIRM}
PICK: Keys = {**ASK, "placeholder": PLACEHOLDER}
TYPE_IN: Keys = {**FOCUS, "placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}
MANY: Keys = {**PICK, "max_selected_items": integer(1, 100)}
CHOICES = each(CHOICE_OPTION, 10)
MENU = {"options": each(MENU_OPTION, 100), "option_groups": each(OPTION_GROUP, 100)}
ONE_MENU = [exactly_one_of("options", "option_groups")]


def element(
    kind: str,
    required: Keys | None = None,
    optional: Keys | None = None,
    rules: Iterable[Check] = (),
) -> Check:
    """One kind of element."""
    return shape({"type": one_of(kind), **(required or {})}, optional, rules)


IMAGE = element(
    "image",
    {"alt_text": string(2000)},
    {"image_url": pattern(r"https?://\S+", "an http(s) URL", 3000), "slack_file": SLACK_FILE},
    [exactly_one_of("image_url", "slack_file")],
)
URL_SOURCE = element("url", {"url": URL, "text": string()})
FEEDBACK = shape({"text": plain(LABEL_TEXT), "value": string(2000)}, {"accessibility_label": LABEL})
WORKFLOW = shape(
    {"trigger": shape({"url": URL}, {"customizable_input_parameters": each(anything)})}
)

BUTTONS = {
    "button": element(
        "button",
        {"text": plain(LABEL_TEXT)},
        {
            "action_id": ACTION_ID,
            "url": URL,
            "value": string(2000),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": LABEL,
        },
    ),
    "workflow_button": element(
        "workflow_button",
        {"text": plain(LABEL_TEXT), "workflow": WORKFLOW, "action_id": ACTION_ID},
        {"style": STYLE, "accessibility_label": LABEL},
    ),
    "overflow": element(
        "overflow",
        {"options": each(OVERFLOW_OPTION, 5)},
        {"action_id": ACTION_ID, "confirm": CONFIRM},
    ),
}
CONTEXT_BUTTONS = {
    "feedback_buttons": element(
        "feedback_buttons",
        {"positive_button": FEEDBACK, "negative_button": FEEDBACK},
        {"action_id": ACTION_ID},
    ),
    "icon_button": element(
        "icon_button",
        {"icon": one_of("trash"), "text": plain(LABEL_TEXT)},
        {
            "action_id": ACTION_ID,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": LABEL,
            "visible_to_user_ids": each(USER),
        },
    ),
}
SELECTS = {
    "static_select": element(
        "static_select", None, {**PICK, **MENU, "initial_option": MENU_OPTION}, ONE_MENU
    ),
    "external_select": element(
        "external_select",
        None,
        {**PICK, "initial_option": MENU_OPTION, "min_query_length": integer(0, 3000)},
    ),
    "users_select": element("users_select", None, {**PICK, "initial_user": USER}),
    "conversations_select": element(
        "conversations_select",
        None,
        {
            **PICK,
            "initial_conversation": string(),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        },
    ),
    "channels_select": element(
        "channels_select",
        None,
        {**PICK, "initial_channel": CHANNEL, "response_url_enabled": flag},
    ),
    "multi_static_select": element(
        "multi_static_select",
        None,
        {**MANY, **MENU, "initial_options": each(MENU_OPTION, 100)},
        ONE_MENU,
    ),
    "multi_external_select": element(
        "multi_external_select",
        None,
        {**MANY, "initial_options": each(MENU_OPTION, 100), "min_query_length": integer(0, 3000)},
    ),
    "multi_users_select": element(
        "multi_users_select", None, {**MANY, "initial_users": each(USER)}
    ),
    "multi_conversations_select": element(
        "multi_conversations_select",
        None,
        {
            **MANY,
            "initial_conversations": each(string()),
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": element(
        "multi_channels_select", None, {**MANY, "initial_channels": each(CHANNEL)}
    ),
}
PICKERS = {
    "checkboxes": element("checkboxes", {"options": CHOICES}, {**ASK, "initial_options": CHOICES}),
    "radio_buttons": element(
        "radio_buttons", {"options": CHOICES}, {**ASK, "initial_option": CHOICE_OPTION}
    ),
    "datepicker": element("datepicker", None, {**PICK, "initial_date": DATE}),
    "timepicker": element(
        "timepicker", None, {**PICK, "initial_time": CLOCK_TIME, "timezone": string()}
    ),
}
DATETIME_PICKER = {
    "datetimepicker": element(
        "datetimepicker", None, {**ASK, "initial_date_time": integer(0, LAST_TEN_DIGIT_SECOND)}
    )
}
INPUTS = {
    "plain_text_input": element(
        "plain_text_input",
        None,
        {
            **TYPE_IN,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "rich_text_input": element(
        "rich_text_input",
        {"action_id": ACTION_ID},
        {
            **TYPE_IN,
            "initial_value": RICH_TEXT,
            "min_lines": integer(1, 100),
            "max_lines": integer(1, 100),
        },
    ),
}
MODAL_INPUTS = {
    "email_text_input": element("email_text_input", None, {**TYPE_IN, "initial_value": string()}),
    "url_text_input": element("url_text_input", None, {**TYPE_IN, "initial_value": string()}),
    "number_input": element(
        "number_input",
        {"is_decimal_allowed": flag},
        {**TYPE_IN, "initial_value": NUMERAL, "min_value": NUMERAL, "max_value": NUMERAL},
    ),
    "file_input": element(
        "file_input",
        None,
        {"action_id": ACTION_ID, "filetypes": each(string()), "max_files": integer(1, 10)},
    ),
}

IN_SECTION = {**BUTTONS, **SELECTS, **PICKERS}
IN_ACTIONS = {**IN_SECTION, **DATETIME_PICKER}
IN_INPUT = {**SELECTS, **PICKERS, **DATETIME_PICKER, **INPUTS, **MODAL_INPUTS}
INTERACTIVE = frozenset({*IN_ACTIONS, *IN_INPUT, *CONTEXT_BUTTONS})
ALL = INTERACTIVE | {"image", *TEXT_TYPES}

ACCESSORY = typed({**IN_SECTION, "image": IMAGE}, "an accessory", ALL)
ACTION = typed(IN_ACTIONS, "an element of actions", ALL)
INPUT = typed(IN_INPUT, "an input", ALL)
CONTEXT = typed({"image": IMAGE, **dict.fromkeys(TEXT_TYPES, text())}, "an element of context", ALL)
CONTEXT_ACTION = typed(CONTEXT_BUTTONS, "an element of context_actions", ALL)
BUTTON = typed({"button": BUTTONS["button"]}, "an action of a card", ALL)
