"""The door of response URLs: an app's later answer to one interaction."""

from typing import Any

from werkzeug.wrappers import Request, Response

from muster.embedded.slack.api import arguments, refused, reply
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.posting import app_message, rewrite, truthy
from muster.embedded.slack.tickets import ResponseUrl
from muster.embedded.slack.world import World

Json = dict[str, Any]


def answer(world: World, key: str, request: Request) -> Response:
    """Do what the body asks for; 404 for a URL that is unknown, too old or used up."""
    with world.lock:
        if world.faults.outage:
            return Response("Service Unavailable", status=503)
        try:
            ticket = world.tickets.take_response_url(key, world.wall())
        except SlackError as error:
            return reply(refused(error), 404)
        try:
            respond(world, ticket, arguments(request))
        except SlackError as error:
            return reply(refused(error))
        return reply({"ok": True})


def respond(world: World, ticket: ResponseUrl, args: Json) -> None:
    """Delete or rewrite the message that was clicked, or say something new."""
    channel = world.channels[ticket.channel]
    message = channel.messages.get(ticket.message_ts or "")
    if message and truthy(args.get("delete_original")):
        del channel.messages[message.ts]
        world.changed()
    elif message and truthy(args.get("replace_original")):
        rewrite(world, message, args)
    else:
        say(world, ticket, args)


def say(world: World, ticket: ResponseUrl, args: Json) -> None:
    """A new message: for everybody if it says so, else for the one who acted."""
    in_public = args.get("response_type") == "in_channel"
    only_for = None if in_public else ticket.person
    world.add(app_message(world, world.channels[ticket.channel], args, only_for))
