"""views.*: modals and the Home tab."""

from typing import Any

from muster.embedded.slack.blocks import VIEW_BYTES, size_in_bytes, validate_view
from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.modals import View, view_json
from muster.embedded.slack.posting import refusal, with_ids
from muster.embedded.slack.rates import TIER_4
from muster.embedded.slack.world import World


def open_view(world: World, args: Json) -> Json:
    """A modal for the person whose interaction gave the trigger."""
    needed(args, "view", "trigger_id")
    payload = checked_view(world, args["view"])
    world.modals.refuse_taken_external_id(payload)
    person = world.tickets.take_trigger(args["trigger_id"], world.wall()).person
    view = new_view(world, person, payload)
    world.modals.open(view)
    return shown(world, view)


def push(world: World, args: Json) -> Json:
    """A modal on top of the one that is open."""
    needed(args, "view", "trigger_id")
    payload = checked_view(world, args["view"])
    world.modals.refuse_taken_external_id(payload)
    person = world.tickets.take_trigger(args["trigger_id"], world.wall()).person
    view = new_view(world, person, payload)
    world.modals.push(view)
    return shown(world, view)


def update(world: World, args: Json) -> Json:
    """Another content for a view."""
    needed(args, "view")
    payload = checked_view(world, args["view"])
    view = world.modals.find(view_id=args.get("view_id"), external_id=args.get("external_id"))
    if args.get("hash") not in (None, "", view.hash):
        raise SlackError("hash_conflict")
    replace_payload(world, view, payload)
    return shown(world, view)


def publish(world: World, args: Json) -> Json:
    """The Home tab of one person."""
    needed(args, "view", "user_id")
    if args["user_id"] not in world.people:
        raise SlackError("user_not_found")
    payload = checked_view(world, args["view"])
    home = world.modals.homes.get(args["user_id"])
    if home is None:
        home = world.modals.homes[args["user_id"]] = new_view(world, args["user_id"], payload)
    elif args.get("hash") not in (None, "", home.hash):
        raise SlackError("hash_conflict")
    replace_payload(world, home, payload)
    return shown(world, home)


def checked_view(world: World, view: Any) -> Json:
    """A copy of a view with ids filled in; SlackError if Slack would refuse it."""
    if size_in_bytes(view) > VIEW_BYTES:
        raise SlackError("view_too_large")
    mistakes = validate_view(view)
    if mistakes:
        raise refusal("invalid_arguments", [one.under("/view") for one in mistakes])
    return {**view, "blocks": with_ids(world, view["blocks"])}


def new_view(world: World, person: str, payload: Json) -> View:
    """A view that nobody sees yet."""
    view_id = world.new_id("V")
    return View(view_id, person, payload, hash=world.new_ts(), root=view_id)


def replace_payload(world: World, view: View, payload: Json) -> None:
    """Let a view say something else."""
    view.payload, view.hash, view.errors, view.mark = payload, world.new_ts(), {}, ""
    world.changed()


def shown(world: World, view: View) -> Json:
    """The answer of every method here."""
    world.changed()
    return {"view": view_json(view, world.app)}


METHODS = {
    "views.open": Method(open_view, None, TIER_4),
    "views.push": Method(push, None, TIER_4),
    "views.update": Method(update, None, TIER_4),
    "views.publish": Method(publish, None, TIER_4),
}
