"""Composition objects: texts, options, confirmation dialogs.

Source: docs.slack.dev/reference/block-kit/composition-objects and slack-sdk's `basic_components`.
"""

from muster.embedded.slack.blocks.kit import (
    Check,
    any_of,
    each,
    exactly_one_of,
    flag,
    one_of,
    pattern,
    shape,
    string,
    typed,
)

ACTION_ID = string(255)
BLOCK_ID = string(255)
URL = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+", "an absolute URL", 3000)
USER = pattern(r"[UW][A-Z0-9]+", "a user id")
CHANNEL = pattern(r"[CG][A-Z0-9]+", "a channel id")
USERGROUP = pattern(r"S[A-Z0-9]+", "a user group id")
STYLE = one_of("primary", "danger")
LABEL_TEXT = 75
TEXT_TYPES = ("plain_text", "mrkdwn")


def plain(most: int = 3000) -> Check:
    """A `plain_text` object of 1 to `most` characters."""
    only = shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": flag})
    return typed({"plain_text": only}, "a text that must be plain_text", elsewhere=TEXT_TYPES)


def text(most: int = 3000) -> Check:
    """A `plain_text` or `mrkdwn` object of 1 to `most` characters."""
    mrkdwn = shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": flag})
    return typed({"plain_text": plain(most), "mrkdwn": mrkdwn}, "a text")


def option(words: Check, extra: dict[str, Check] | None = None) -> Check:
    """One choice; `words` checks its text and description."""
    return shape({"text": words, "value": string(150)}, {"description": words, **(extra or {})})


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
PLACEHOLDER = plain(150)
MENU_OPTION = option(plain(LABEL_TEXT))
OVERFLOW_OPTION = option(plain(LABEL_TEXT), {"url": URL})
CHOICE_OPTION = option(text(LABEL_TEXT))
OPTION_GROUP = shape({"label": plain(LABEL_TEXT), "options": each(MENU_OPTION, 100)})
DISPATCH = shape(
    {"trigger_actions_on": each(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
FILTER = shape(
    optional={
        "include": each(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    rules=[any_of("include", "exclude_external_shared_channels", "exclude_bot_users")],
)
SLACK_FILE = shape(optional={"url": URL, "id": string()}, rules=[exactly_one_of("url", "id")])
