"""Home: the latest runs, by plan, mode and outcome."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.buttons import Action, Nothing
from bot.views import limits
from bot.views.answers.history import run_line
from bot.views.blocks import actions, button, header, lines, section, select
from bot.views.home.sight import HomeSight
from muster.engine.states import Mode
from muster.service.reading.filtering import RunFilter

Json = dict[str, Any]
SHOWN = 12
ANY = "*any"
"""The value of the choice that filters nothing; no plan can be called that."""

MODES = {Mode.DRILL: "Drills", Mode.RECOVERY: "Recoveries"}
OUTCOMES = {
    "succeeded": "Succeeded",
    "unsuccessful": "Did not succeed",
    "active": "Under way",
}


def history_part(sight: HomeSight) -> list[Json]:
    """The choices, and the runs that fit them."""
    told = [run_line(run, sight.people) for run in sight.runs[:SHOWN]]
    none = "No run is like that." if sight.wanted != RunFilter() else "There is no run yet."
    chosen = actions(_choices(sight), block="dr.filters")
    return [header("History"), *chosen, lines(told) if told else section(none)]


def _choices(sight: HomeSight) -> Iterable[Json]:
    plans = {plan.plan: plan.plan for plan in sight.plans[: limits.OPTIONS - 1]}
    wanted = sight.wanted
    yield _choice("plan", "All plans", plans, wanted.plan)
    yield _choice("mode", "Drills and recoveries", {str(m): MODES[m] for m in Mode}, wanted.mode)
    yield _choice("outcome", "All outcomes", OUTCOMES, wanted.outcome)
    yield button(Action.REFRESH, "Refresh", Nothing(), says="Refresh: read everything anew")


def _choice(name: str, all_: str, options: Mapping[str, str], chosen: str) -> Json:
    return select(Action.FILTER, name, {ANY: all_, **options}, chosen or ANY)
