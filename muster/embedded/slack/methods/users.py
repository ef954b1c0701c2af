"""users.*: people."""

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed, page
from muster.embedded.slack.people import TEAM, Person
from muster.embedded.slack.rates import TIER_2, TIER_3, TIER_4
from muster.embedded.slack.world import World


def list_all(world: World, args: Json) -> Json:
    """Everybody, the app too."""
    everybody = [user_json(world, person) for person in world.people.values()]
    found, cursor = page([*everybody, app_json(world)], args)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def info(world: World, args: Json) -> Json:
    """One person, or the app."""
    needed(args, "user")
    if args["user"] == world.app.user_id:
        return {"user": app_json(world)}
    if args["user"] not in world.people:
        raise SlackError("user_not_found")
    return {"user": user_json(world, world.people[args["user"]])}


def lookup_by_email(world: World, args: Json) -> Json:
    """The person with an e-mail address."""
    needed(args, "email")
    for person in world.people.values():
        if person.email and person.email.lower() == str(args["email"]).lower():
            return {"user": user_json(world, person)}
    raise SlackError("users_not_found")


def user_json(world: World, person: Person) -> Json:
    """A person as the Web API shows one; the address only to those who may see it."""
    profile: Json = {
        "real_name": person.name,
        "display_name": person.handle,
        "title": person.title,
    }
    if "users:read.email" in world.app.scopes and person.email:
        profile["email"] = person.email
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.handle,
        "real_name": person.name,
        "deleted": False,
        "is_bot": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_stranger": person.team != TEAM,
        "tz": "Etc/UTC",
        "tz_offset": 0,
        "profile": profile,
    }


def app_json(world: World) -> Json:
    """The app as a user."""
    app = Person(world.app.user_id, world.app.name, world.app.name)
    return user_json(world, app) | {"is_bot": True}


METHODS = {
    "users.list": Method(list_all, "users:read", TIER_2),
    "users.info": Method(info, "users:read", TIER_4),
    "users.lookupByEmail": Method(lookup_by_email, "users:read.email", TIER_3),
}
