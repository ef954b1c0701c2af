"""Home: the plans, those that nobody has rehearsed for long first."""

from typing import Any

from bot.authorisation import may
from bot.buttons import Action, OfPlan
from bot.views.ages import drill_age, is_untested
from bot.views.blocks import button, header, section, section_with
from bot.views.home.sight import HomeSight
from bot.views.texts import plain, to_type
from bot.words import Verb
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.service.reading.drills import days_since
from muster.service.reading.plans import PublishedPlan

Json = dict[str, Any]
SHOWN = 25


def plans_part(sight: HomeSight) -> list[Json]:
    """A line a plan, with a button that opens what a drill would do."""
    if not sight.plans:
        publish = to_type("muster plan publish FILE")
        return [header("Plans"), section(f"No plan is published here. Publish one: {publish}")]
    ordered = sorted(sight.plans, key=lambda plan: _rank(sight, plan))
    more = len(ordered) - SHOWN
    listing = to_type(f"{sight.command} plans")
    told = [section(f"… and {more} more: {listing}")] if more > 0 else []
    late = sum(is_untested(sight.drills.get(p.plan), sight.now, sight.stale) for p in sight.plans)
    untested = f" ({late} untested for more than {counted(sight.stale, 'day')})" if late else ""
    return [header(f"Plans{untested}"), *(_plan(sight, p) for p in ordered[:SHOWN]), *told]


def _rank(sight: HomeSight, plan: PublishedPlan) -> tuple[int, int, str]:
    days = days_since(sight.drills.get(plan.plan), sight.now)
    return (-1 if days is None else -days if days > sight.stale else 1, plan.priority, plan.plan)


def _plan(sight: HomeSight, plan: PublishedPlan) -> Json:
    age = drill_age(sight.drills.get(plan.plan), sight.now, sight.stale)
    parts = (f"*{plain(plan.plan)}*", plain(plan.description), plain(plan.owner))
    told = f"{' · '.join(part for part in parts if part)}\n{age}"
    if not may(sight.person, Verb.DRILL, Mode.DRILL, plan.plan):
        return section(told)
    says = f"Drill {plan.plan}: shows first what it does"
    return section_with(told, button(Action.DRILL, "Drill", OfPlan(plan=plan.plan), says=says))
