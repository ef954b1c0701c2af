"""Each block stands where every public source says that Slack takes it, and nowhere else."""

import pytest

from muster.embedded.slack.blocks import ALLOWED, BLOCKS, validate

X = {"type": "plain_text", "text": "x"}
CELL = {"type": "raw_text", "text": "x"}
EXAMPLES = {
    "section": {"type": "section", "text": X},
    "header": {"type": "header", "text": X},
    "divider": {"type": "divider"},
    "context": {"type": "context", "elements": [X]},
    "actions": {"type": "actions", "elements": [{"type": "button", "text": X}]},
    "image": {"type": "image", "alt_text": "x", "image_url": "https://example.com/x.png"},
    "rich_text": {"type": "rich_text", "elements": []},
    "video": {
        "type": "video",
        "alt_text": "x",
        "title": X,
        "thumbnail_url": "https://example.com/x.png",
        "video_url": "https://example.com/x",
    },
    "input": {"type": "input", "label": X, "element": {"type": "plain_text_input"}},
    "alert": {"type": "alert", "text": X},
    "card": {"type": "card", "body": X},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "body": X}]},
    "container": {"type": "container", "title": X, "child_blocks": [{"type": "divider"}]},
    "data_visualization": {
        "type": "data_visualization",
        "title": "x",
        "chart": {"type": "pie", "segments": [{"label": "x", "value": 1}]},
    },
    "context_actions": {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": X}],
    },
    "markdown": {"type": "markdown", "text": "x"},
    "plan": {"type": "plan", "title": "x"},
    "task_card": {"type": "task_card", "task_id": "1", "title": "x"},
    "table": {"type": "table", "rows": [[CELL]]},
    "data_table": {"type": "data_table", "caption": "x", "rows": [[CELL], [CELL]]},
    "file": {"type": "file", "external_id": "x", "source": "remote"},
}
EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGES = frozenset({"message"})
PLACES = {
    "section": EVERYWHERE,
    "header": EVERYWHERE,
    "divider": EVERYWHERE,
    "context": EVERYWHERE,
    "actions": EVERYWHERE,
    "image": EVERYWHERE,
    "rich_text": EVERYWHERE,
    "video": EVERYWHERE,
    "input": frozenset({"modal", "home"}),
    "alert": frozenset({"modal"}),
    "card": frozenset({"message", "home"}),
    "carousel": frozenset({"message", "home"}),
    "container": MESSAGES,
    "data_visualization": MESSAGES,
    "context_actions": MESSAGES,
    "markdown": MESSAGES,
    "plan": MESSAGES,
    "task_card": MESSAGES,
    "table": MESSAGES,
    "data_table": MESSAGES,
    "file": frozenset(),
}


def test_the_table_of_places_names_every_known_block():
    assert set(PLACES) == set(BLOCKS) == set(EXAMPLES)


@pytest.mark.parametrize("surface", ALLOWED)
@pytest.mark.parametrize("kind", PLACES)
def test_a_block_passes_on_its_surfaces_and_is_refused_elsewhere(kind, surface):
    mistakes = validate([EXAMPLES[kind]], surface)

    if surface in PLACES[kind]:
        assert mistakes == []
    else:
        assert [(one.code, one.pointer) for one in mistakes] == [("elsewhere_only", "/0/type")]
