"""usergroups.*: groups of people, which only paid workspaces have."""

from muster.embedded.slack.errors import SlackError
from muster.embedded.slack.methods.method import Json, Method, needed
from muster.embedded.slack.people import TEAM, Group
from muster.embedded.slack.posting import truthy
from muster.embedded.slack.rates import TIER_2
from muster.embedded.slack.world import World


def list_all(world: World, args: Json) -> Json:
    """Every group."""
    refuse_free(world)
    with_users = truthy(args.get("include_users"))
    return {"usergroups": [group_json(one, with_users) for one in world.groups.values()]}


def users_list(world: World, args: Json) -> Json:
    """User ids of a group's members."""
    refuse_free(world)
    needed(args, "usergroup")
    return {"users": list(world.group(args["usergroup"]).members)}


def refuse_free(world: World) -> None:
    """A workspace on the free plan has no groups."""
    if not world.paid:
        raise SlackError("plan_upgrade_required")


def group_json(group: Group, with_users: bool) -> Json:  # noqa: FBT001 - the API's own flag
    """A group as the Web API shows it."""
    shown: Json = {
        "id": group.id,
        "team_id": TEAM,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "user_count": len(group.members),
    }
    return shown | ({"users": list(group.members)} if with_users else {})


METHODS = {
    "usergroups.list": Method(list_all, "usergroups:read", TIER_2),
    "usergroups.users.list": Method(users_list, "usergroups:read", TIER_2),
}
