"""The doors of the page: its files, its state, changes as they come, deeds, faults."""

import json
import mimetypes
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from werkzeug.wrappers import Request, Response

from muster.embedded.slack.api import refused, reply
from muster.embedded.slack.channels import Channel
from muster.embedded.slack.deeds import do as do_deed
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.outgoing.courier import Courier
from muster.embedded.slack.page_state import Page, page_state
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

FILES = files("muster.embedded.slack") / "page"
KEEP_ALIVE = 15.0
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def asset(name: str) -> Response:
    """One file of the page."""
    file = FILES / name
    if "/" in name or name.startswith(".") or not file.is_file():
        return Response("there is no such file", status=404)
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return Response(file.read_bytes(), content_type=f"{kind}; charset=utf-8")


def state(world: World, page: Page, request: Request) -> Response:
    """What one person sees (`as`, `channel`, `thread`); unknown ones fall back to the first."""
    with world.lock:
        first = next(iter(world.people))
        person = world.people.get(request.args.get("as", ""), world.people[first])
        channel = world.channels.get(request.args.get("channel", ""))
        if channel is None or person.id not in channel.members:
            channel = first_channel(world, person)
        thread = request.args.get("thread")
        return reply(page_state(world, page, person, channel=channel, thread_ts=thread))


def first_channel(world: World, person: Person) -> Channel:
    """A channel for somebody who has not chosen one."""
    for channel in world.channels.values():
        if person.id in channel.members and channel.with_person is None:
            return channel
    return world.direct(person)


def changes(world: World) -> Response:
    """Server-sent events: the revision, whenever it is another one."""
    return Response(revisions(world), content_type="text/event-stream")


def revisions(world: World) -> Iterator[str]:
    """One event a change, and a comment from time to time so that nobody hangs up."""
    seen = -1
    while not world.is_closed:
        with world.changes:
            if world.revision == seen:
                world.changes.wait(KEEP_ALIVE)
            is_new, seen = world.revision != seen, world.revision
        yield f"data: {seen}\n\n" if is_new else ": still here\n\n"


def do(world: World, courier: Courier, request: Request) -> Response:
    """Carry out a deed; returns when the app has answered or is too late."""
    deed = posted(request)
    if deed is None:
        return reply({"ok": False, "error": "a JSON object from this page is wanted"}, 400)
    try:
        do_deed(world, courier, deed)
    except SlackError as error:
        return reply(refused(error), 400)
    return reply({"ok": True})


def faults(world: World, request: Request) -> Response:
    """Read, or change, what goes wrong."""
    if request.method == "GET":
        return reply(world.faults.shown())
    wanted = posted(request)
    if wanted is None:
        return reply({"ok": False, "error": "a JSON object is wanted"}, 400)
    with world.lock:
        try:
            world.faults.change(wanted)
        except ValueError as error:
            return reply({"ok": False, "error": str(error)}, 400)
        return reply(world.faults.shown())


def posted(request: Request) -> dict[str, Any] | None:
    """A JSON object; None if it is none, or comes from a page of another site."""
    if request.mimetype != "application/json":
        return None
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return None
    try:
        value = json.loads(request.get_data(as_text=True))
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
