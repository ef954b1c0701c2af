"""auth.test."""

from muster.embedded.slack.methods.method import Json, Method
from muster.embedded.slack.people import TEAM, TEAM_DOMAIN
from muster.embedded.slack.rates import SPECIAL
from muster.embedded.slack.world import World


def test(world: World, _args: Json) -> Json:
    """Who the token is."""
    return {
        "url": f"{world.base_url}/",
        "team": TEAM_DOMAIN,
        "user": world.app.name,
        "team_id": TEAM,
        "user_id": world.app.user_id,
        "bot_id": world.app.bot_id,
        "is_enterprise_install": False,
    }


METHODS = {"auth.test": Method(test, None, SPECIAL)}
