"""Rich text: sections, lists, quotes and preformatted pieces, made of leaves.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from muster.embedded.slack.blocks.kit import (
    Check,
    Keys,
    each,
    flag,
    integer,
    one_of,
    pattern,
    shape,
    string,
    typed,
)
from muster.embedded.slack.blocks.texts import BLOCK_ID, CHANNEL, URL, USER, USERGROUP

LAST_SECOND = 99_999_999_999
STYLES = (
    "bold",
    "italic",
    "strike",
    "underline",
    "code",
    "highlight",
    "client_highlight",
    "unlink",
)
STYLE = shape(optional=dict.fromkeys(STYLES, flag))


def leaf(kind: str, required: Keys, optional: Keys | None = None) -> Check:
    """One kind of inline piece."""
    return shape({"type": one_of(kind), **required}, {"style": STYLE, **(optional or {})})


LEAVES = {
    "text": leaf("text", {"text": string()}),
    "link": leaf("link", {"url": URL}, {"text": string(), "unsafe": flag}),
    "user": leaf("user", {"user_id": USER}),
    "usergroup": leaf("usergroup", {"usergroup_id": USERGROUP}),
    "channel": leaf("channel", {"channel_id": CHANNEL}),
    "team": leaf("team", {"team_id": pattern(r"T[A-Z0-9]+", "a team id")}),
    "emoji": leaf("emoji", {"name": string()}, {"skin_tone": integer(1, 6), "unicode": string()}),
    "broadcast": leaf("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": leaf("color", {"value": pattern(r"#?[0-9a-fA-F]{6}", "a colour like #1f6feb")}),
    "date": leaf(
        "date",
        {"timestamp": integer(0, LAST_SECOND), "format": string()},
        {"url": URL, "fallback": string(least=0)},
    ),
}
INLINE = each(typed(LEAVES, "rich text"), least=0)
BORDER = one_of(0, 1)
SECTION = shape({"type": one_of("rich_text_section"), "elements": INLINE})
LIST = shape(
    {
        "type": one_of("rich_text_list"),
        "style": one_of("bullet", "ordered"),
        "elements": each(typed({"rich_text_section": SECTION}, "an item of a list")),
    },
    {"indent": integer(0, 8), "offset": integer(0, LAST_SECOND), "border": BORDER},
)
PREFORMATTED = shape(
    {"type": one_of("rich_text_preformatted"), "elements": INLINE},
    {"border": BORDER, "language": string()},
)
QUOTE = shape({"type": one_of("rich_text_quote"), "elements": INLINE}, {"border": BORDER})
PIECES = {
    "rich_text_section": SECTION,
    "rich_text_list": LIST,
    "rich_text_preformatted": PREFORMATTED,
    "rich_text_quote": QUOTE,
}
RICH_TEXT = shape(
    {"type": one_of("rich_text"), "elements": each(typed(PIECES, "rich text"), least=0)},
    {"block_id": BLOCK_ID},
)
