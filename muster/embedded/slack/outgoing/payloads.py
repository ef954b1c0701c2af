"""The bodies of interactions and events.

Source: docs.slack.dev/reference/interaction-payloads and docs.slack.dev/reference/events.
"""

from typing import Any

from muster.embedded.slack.channels import Channel, Message, message_json
from muster.embedded.slack.inputs import HOLDS, state_of, typed
from muster.embedded.slack.modals import View, view_json
from muster.embedded.slack.people import TEAM, TEAM_DOMAIN, Person
from muster.embedded.slack.world import World

Json = dict[str, Any]
TOKEN = "verification-token-is-deprecated"  # noqa: S105 - Slack's own field of no use


def command_fields(
    world: World, person: Person, channel: Channel, command: str, text: str
) -> dict[str, str]:
    """A slash command."""
    return {
        "token": TOKEN,
        "team_id": person.team,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name or "directmessage",
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": world.app.app_id,
        "is_enterprise_install": "false",
        "response_url": world.new_response_url(person.id, channel.id),
        "trigger_id": world.new_trigger(person.id),
    }


def who(world: World, person: Person, kind: str) -> Json:
    """What every interaction says of the person and the app."""
    return {
        "type": kind,
        "team": {"id": person.team, "domain": TEAM_DOMAIN},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team,
        },
        "api_app_id": world.app.app_id,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_actions(
    world: World, person: Person, message: Message, actions: list[Json], raws: Json
) -> Json:
    """A click in a message."""
    channel = world.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body = who(world, person, "block_actions") | {
        "container": container,
        "trigger_id": world.new_trigger(person.id),
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "state": {"values": state_of(message.blocks, raws)},
        "response_url": world.new_response_url(person.id, channel.id, message.ts),
        "actions": actions,
    }
    if message.only_for is None:  # Slack does not send ephemeral messages back
        body["message"] = message_json(message, channel, world.app.app_id)
    return body


def view_actions(world: World, person: Person, view: View, actions: list[Json], raws: Json) -> Json:
    """A click in a modal or on Home."""
    values = state_of(view.payload["blocks"], raws)
    return who(world, person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.new_trigger(person.id),
        "view": view_json(view, world.app, values),
        "actions": actions,
    }


def view_submission(world: World, person: Person, view: View, raws: Json) -> Json:
    """A modal that was sent."""
    values = state_of(view.payload["blocks"], raws)
    return who(world, person, "view_submission") | {
        "trigger_id": world.new_trigger(person.id),
        "view": view_json(view, world.app, values),
        "response_urls": [],
    }


def view_closed(world: World, person: Person, view: View, *, is_cleared: bool) -> Json:
    """A modal that was closed, for apps that asked to be told."""
    return who(world, person, "view_closed") | {
        "view": view_json(view, world.app),
        "is_cleared": is_cleared,
    }


def action(world: World, block: Json, element: Json, raw: str | list[str]) -> Json:
    """One entry of `actions`: which element, and what it now says."""
    said = typed(element, raw) if element["type"] in HOLDS else {"type": element["type"]}
    kept: Json = {key: element[key] for key in ("text", "value", "style") if key in element}
    return {
        **said,
        **kept,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": world.new_ts(),
    }


def event_envelope(world: World, content: Json) -> Json:
    """An event around its content."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "api_app_id": world.app.app_id,
        "event": content,
        "type": "event_callback",
        "event_id": world.new_id("Ev"),
        "event_time": int(world.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": world.app.user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
