"""Rules over all blocks of one payload together."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from muster.embedded.slack.blocks.mistakes import Mistake
from muster.embedded.slack.blocks.surfaces import Surface, children, elements

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MARKDOWN_TOGETHER = 12_000
BLOCKS_TOGETHER = 13_200  # undocumented; github.com/slackapi/bolt-js/issues/2509
MOST_OF = {("table", "data_table"): 1, ("plan",): 1, ("data_visualization",): 2}

Placed = list[tuple[dict[str, Any], str]]


def payload_rules(blocks: list[Any], surface: Surface) -> Iterator[Mistake]:
    """Every rule that one block alone cannot break."""
    placed = list(everything(blocks))
    yield from too_many(blocks, surface)
    yield from duplicate_block_ids(placed)
    yield from duplicate_action_ids(placed)
    yield from crowded(placed)
    yield from plan_beside_tasks(placed)
    yield from long_markdown(placed)
    if surface == "message":
        yield from long_blocks(blocks)


def everything(blocks: list[Any], at: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """All blocks, those inside others too, each with its pointer."""
    for index, block in enumerate(blocks):
        if isinstance(block, dict):
            yield block, f"{at}/{index}"
            for inner, place in children(block, f"{at}/{index}"):
                if isinstance(inner, dict):
                    yield inner, place


def too_many(blocks: list[Any], surface: Surface) -> Iterator[Mistake]:
    """Blocks of one payload."""
    most = MOST_BLOCKS[surface]
    if len(blocks) > most:
        yield Mistake("too_many", "", f"a {surface} has at most {most} blocks, not {len(blocks)}")


def duplicate_block_ids(placed: Placed) -> Iterator[Mistake]:
    """Two blocks of one payload have different ids."""
    seen: set[str] = set()
    for block, at in placed:
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield Mistake(
                "duplicate_block_id", f"{at}/block_id", f"block_id {block_id!r} is used twice"
            )
        elif isinstance(block_id, str):
            seen.add(block_id)


def duplicate_action_ids(placed: Placed) -> Iterator[Mistake]:
    """Two elements of one block have different ids; across blocks they may share one."""
    for block, at in placed:
        ids = Counter(
            element["action_id"]
            for element, _ in elements(block, at)
            if isinstance(element.get("action_id"), str)
        )
        for action_id in (name for name, times in ids.items() if times > 1):
            yield Mistake(
                "duplicate_action_id", at, f"action_id {action_id!r} is used twice in one block"
            )


def crowded(placed: Placed) -> Iterator[Mistake]:
    """Kinds of which one payload takes only so many."""
    for kinds, most in MOST_OF.items():
        found = [at for block, at in placed if block.get("type") in kinds]
        for at in found[most:]:
            yield Mistake("too_many", at, f"at most {most} of {' or '.join(kinds)} in one payload")


def plan_beside_tasks(placed: Placed) -> Iterator[Mistake]:
    """A plan holds its tasks; it does not stand beside others."""
    if any(block.get("type") == "plan" for block, _ in placed):
        for block, at in placed:
            if block.get("type") == "task_card":
                yield Mistake("elsewhere_only", at, "task_card must be inside the plan, not beside")


def long_markdown(placed: Placed) -> Iterator[Mistake]:
    """All markdown blocks of a payload share one allowance."""
    found = [(block["text"], at) for block, at in placed if is_markdown(block)]
    total = sum(len(text) for text, _ in found)
    if len(found) > 1 and total > MARKDOWN_TOGETHER:
        yield Mistake(
            "too_long",
            found[-1][1],
            f"all markdown blocks must have at most {MARKDOWN_TOGETHER} characters together, "
            f"have {total}",
        )


def is_markdown(block: dict[str, Any]) -> bool:
    """Whether the block counts against the allowance."""
    return block.get("type") == "markdown" and isinstance(block.get("text"), str)


def long_blocks(blocks: list[Any]) -> Iterator[Mistake]:
    """All texts of a message together."""
    total = characters(blocks)
    if total > BLOCKS_TOGETHER:
        yield Mistake(
            "msg_blocks_too_long",
            "",
            f"all blocks must have at most {BLOCKS_TOGETHER} characters together, have {total}",
        )


def characters(value: Any) -> int:
    """Characters of every string in a JSON value, without `type`s and keys."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(map(characters, value))
    if isinstance(value, dict):
        return sum(characters(inner) for key, inner in value.items() if key != "type")
    return 0
