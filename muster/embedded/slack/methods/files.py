"""files.*External: an upload in three steps."""

from typing import Any

from muster.embedded.slack.channels import Message
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.chat import open_channel
from muster.embedded.slack.methods.method import Json, Method, needed, number_of
from muster.embedded.slack.rates import TIER_4
from muster.embedded.slack.world import World


def get_upload_url(world: World, args: Json) -> Json:
    """Where to send the bytes of a file."""
    needed(args, "filename", "length")
    file_id = world.new_id("F")
    world.files[file_id] = {
        "id": file_id,
        "name": str(args["filename"]),
        "size": int(number_of(args, "length", 0)),
        "alt_txt": str(args.get("alt_txt") or ""),
    }
    return {"upload_url": f"{world.base_url}/upload/{file_id}", "file_id": file_id}


def receive(world: World, file_id: str, content: bytes) -> None:
    """The bytes of a file; SlackError `file_not_found`."""
    if file_id not in world.files:
        raise SlackError("file_not_found")
    world.files[file_id]["content"] = content


def complete_upload(world: World, args: Json) -> Json:
    """Share uploaded files in a channel, as one message."""
    needed(args, "files")
    files = [completed(world, wanted) for wanted in args["files"]]
    if args.get("channel_id"):
        channel = open_channel(world, args["channel_id"])
        world.add(
            Message(
                ts=world.new_ts(),
                channel=channel.id,
                user=world.app.user_id,
                bot_id=world.app.bot_id,
                text=str(args.get("initial_comment") or ""),
                files=files,
                thread_ts=args.get("thread_ts") or None,
            )
        )
    return {"files": files}


def completed(world: World, wanted: Any) -> Json:
    """One file as the Web API shows it; its bytes must have come."""
    file = world.files.get(str(wanted.get("id"))) if isinstance(wanted, dict) else None
    if file is None or "content" not in file:
        raise SlackError("file_not_found")
    link = f"{world.base_url}/files/{file['id']}"
    return {
        "id": file["id"],
        "name": file["name"],
        "title": wanted.get("title") or file["name"],
        "size": len(file["content"]),
        "url_private": link,
        "permalink": link,
    }


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, "files:write", TIER_4),
    "files.completeUploadExternal": Method(complete_upload, "files:write", TIER_4),
}
