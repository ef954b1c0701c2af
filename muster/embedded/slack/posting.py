"""Putting the app's messages into channels, and what is checked before: shared by every door.

The doors are `chat.*`, response URLs and the answer to a slash command.
"""

import copy
import re
from typing import Any

from muster.embedded.slack.blocks import Mistake, Surface, validate
from muster.embedded.slack.blocks.elements import INTERACTIVE
from muster.embedded.slack.blocks.surfaces import children, elements
from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.world import World

Json = dict[str, Any]
POST_CHARACTERS = 40_000  # longer texts are cut off
UPDATE_BYTES = 4_000  # after escaping; gitlab.com/gitlab-org/gitlab MR 258898
ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def checked_blocks(world: World, blocks: Any, surface: Surface = "message") -> list[Json]:
    """A copy of the blocks with their ids filled in; SlackError `invalid_blocks` and others."""
    if not blocks:
        return []
    mistakes = validate(blocks, surface)
    if any(one.code == "msg_blocks_too_long" for one in mistakes):
        raise SlackError("msg_blocks_too_long")
    if mistakes:
        raise refusal("invalid_blocks", [one.under("/blocks") for one in mistakes])
    return with_ids(world, blocks)


def refusal(code: str, mistakes: list[Mistake]) -> SlackError:
    """The error that names every mistake and where it is."""
    lines = [f"[ERROR] {one}" for one in mistakes]
    return SlackError(code, response_metadata={"messages": lines}, errors=error_list(mistakes))


def error_list(mistakes: list[Mistake]) -> list[Json]:
    """Mistakes in the form of `blocks.validate`."""
    return [
        {
            "code": "failed_constraint",
            "message": one.message,
            "pointer": one.pointer,
            "constraint": {"type": one.code},
        }
        for one in mistakes
    ]


def with_ids(world: World, blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a `block_id` and every element an `action_id`."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        fill_ids(world, block)
    return filled


def fill_ids(world: World, block: Json) -> None:
    """Name what the app left unnamed, as Slack does, so that clicks can say where they happened."""
    block.setdefault("block_id", world.new_id("b"))
    for child, _ in children(block, ""):
        fill_ids(world, child)
    for element, _ in elements(block, ""):
        if element.get("type") in INTERACTIVE:
            element.setdefault("action_id", world.new_id("a"))


def said(args: Json) -> tuple[str, Any]:
    """Text and blocks of a request; `no_text` if it says nothing at all."""
    text, blocks = str(args.get("text") or ""), args.get("blocks")
    if not text and not blocks and not args.get("attachments"):
        raise SlackError("no_text")
    return text[:POST_CHARACTERS], blocks


def refuse_long_update(text: str) -> None:
    """`msg_too_long` for a text of more than 4,000 bytes after escaping & < >."""
    escaped = ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    if len(escaped.encode()) > UPDATE_BYTES:
        raise SlackError("msg_too_long")


def app_message(world: World, channel: Channel, args: Json, only_for: str | None = None) -> Message:
    """A message of the app made of a request's `text`, `blocks` …; not in the channel yet."""
    text, blocks = said(args)
    thread = args.get("thread_ts") or None
    if thread is not None and str(thread) not in channel.messages:
        raise SlackError("thread_not_found")
    return Message(
        ts=world.new_ts(),
        channel=channel.id,
        user=world.app.user_id,
        bot_id=world.app.bot_id,
        text=text,
        blocks=checked_blocks(world, blocks),
        attachments=list(args.get("attachments") or ()),
        metadata=args.get("metadata"),
        thread_ts=str(thread) if thread else None,
        broadcast=bool(thread) and truthy(args.get("reply_broadcast")),
        only_for=only_for,
    )


def rewrite(world: World, message: Message, args: Json) -> None:
    """Replace what a message says; without blocks, the ones it had are gone."""
    text, blocks = said(args)
    message.blocks = checked_blocks(world, blocks)
    message.text = text
    message.attachments = list(args.get("attachments") or ())
    message.marks = {}
    if not message.blocks:
        message.edited_ts = world.new_ts()
    if args.get("metadata"):
        message.metadata = args["metadata"]
    world.changed()


def truthy(value: Any) -> bool:
    """A flag, which in a form is a word."""
    return value in (True, 1, "1", "true", "True")
