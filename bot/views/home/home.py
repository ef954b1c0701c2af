"""The Home tab, whole."""

from typing import Any

from bot.views.answers.said import in_full
from bot.views.blocks import context, divider, header, home, section
from bot.views.home.active import active_part
from bot.views.home.history import history_part
from bot.views.home.mine import mine_part
from bot.views.home.plans import plans_part
from bot.views.home.sight import HomeSight
from bot.views.home.waiting import waiting_part
from bot.views.texts import moment

Json = dict[str, Any]
PARTS = (waiting_part, active_part, plans_part, history_part, mine_part)


def home_view(sight: HomeSight) -> Json:
    """What this person sees: first what waits for them, last what they may do."""
    blocks: list[Json] = []
    for part in PARTS:
        blocks += [*([divider()] if blocks else []), *part(sight)]
    as_of = moment(sight.now, "{date_short} {time_secs}")
    told = f"As of {as_of}. Slack tells muster when you open this tab, not while you look at it."
    return home([*blocks, context(told)])


def refused_home(refusal: str, hint: str) -> Json:
    """For somebody who may see nothing here."""
    told = in_full(refusal) + (f"\n{in_full(hint)}" if hint else "")
    return home([header("Not for you yet"), section(f":no_entry_sign: {told}")])
