"""A message, whole: what phones and screen readers say, and what screens show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from bot.views import limits
from bot.views.limits import cut_bytes

Json = dict[str, Any]
TELLING = ("section", "table", "plan")
_SOME = ", not all of them shown"
_FOLDED = "… shortened to what fits here"


@dataclass(frozen=True)
class Message:
    """A text that is a sentence by itself, and blocks.

    `foot` are the blocks that change with every look (as of when, how long), `state` is what has to
    be told at once when it changes; `instead` is a body for whoever cannot draw this one.
    """

    text: str
    body: tuple[Json, ...]
    foot: tuple[Json, ...] = ()
    state: str = ""
    instead: tuple[Json, ...] = ()

    @property
    def plainer(self) -> "Message":
        """The same in older blocks, if it has newer ones."""
        return replace(self, body=self.instead, instead=()) if self.instead else self

    @property
    def blocks(self) -> list[Json]:
        """All blocks, within the limits of one message."""
        room = limits.BLOCKS - len(self.foot)
        body = list(self.body[:room])
        while len(body) > 1 and _size([*body, *self.foot]) > limits.TOGETHER:
            _shorten(body)
        return [*body, *self.foot]

    @property
    def digest(self) -> str:
        """What it says, but for the foot."""
        content = json.dumps([self.text, self.body], sort_keys=True, ensure_ascii=True)
        return sha256(content.encode()).hexdigest()[:16]


def message(
    text: str,
    body: Sequence[Json],
    foot: Sequence[Json] = (),
    *,
    state: str = "",
    instead: Sequence[Json] = (),
) -> Message:
    """A message whose text may also be edited in."""
    return Message(cut_bytes(text), tuple(body), tuple(foot), state, tuple(instead))


def _size(blocks: Sequence[Json]) -> int:
    return sum(_texts(block) for block in blocks)


def _texts(value: Any) -> int:
    """Characters of every string: nobody knows which of them Slack counts."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_texts(entry) for entry in value.values())
    return sum(_texts(entry) for entry in value) if isinstance(value, list) else 0


def _shorten(body: list[Json]) -> None:
    """Cut the longest block that only tells something by half; buttons and inputs stay."""
    telling = [n for n, block in enumerate(body) if block["type"] in TELLING]
    longest = max(telling or range(len(body)), key=lambda n: _texts(body[n]))
    block = body[longest]
    listed = SHORTER[block["type"]](block) if block["type"] in SHORTER else None
    if listed:
        body[longest] = listed
        return
    text = block.get("text", {}).get("text", "") if block["type"] == "section" else ""
    if len(text) > len(_FOLDED) * 4:
        lines = text.split("\n")
        kept = limits.cut("\n".join(lines[: max(len(lines) // 2, 1)]), len(text) // 2)
        folded = {**block["text"], "text": f"{kept}\n{_FOLDED}"}
        body[longest] = {**block, "text": folded}
        return
    del body[longest]


def _fewer_rows(table: Json) -> Json | None:
    """Half of the rows, the head among them; None if there is but one."""
    rows = table["rows"]
    return {**table, "rows": rows[: max(len(rows) // 2, 2)]} if len(rows) > 2 else None  # noqa: PLR2004 - head and a row


def _fewer_tasks(plan: Json) -> Json | None:
    """Tasks without links; then half of them, which the title says; None if there is but one."""
    tasks = plan["tasks"]
    if any("sources" in task for task in tasks):
        bare = [{key: task[key] for key in task if key != "sources"} for task in tasks]
        return {**plan, "tasks": bare}
    title = plan["title"].removesuffix(_SOME) + _SOME
    return {**plan, "title": title, "tasks": tasks[: len(tasks) // 2]} if len(tasks) > 1 else None


SHORTER = {"table": _fewer_rows, "plan": _fewer_tasks}
