"""Home: who somebody is here, and what they may do."""

from typing import Any

from bot.views.answers.whoami import able
from bot.views.blocks import context, header, lines
from bot.views.home.sight import HomeSight
from bot.views.texts import code, plain, to_type

Json = dict[str, Any]


def mine_part(sight: HomeSight) -> list[Json]:
    """Roles, and the verbs that they allow."""
    me = sight.person
    roles = ", ".join(me.roles)
    told = [
        f"You are *{plain(me.name or me.person)}*: {roles}.",
        *able(me),
        f"Everything can be typed in a channel, too: {to_type(f'{sight.command} help')}",
    ]
    who = code(f"{sight.team}/{sight.user}")
    return [header("What you may do"), lines(told), context(f"Slack {who}")]
