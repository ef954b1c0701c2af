"""`/dr plans`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.views.ages import drill_age
from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.states import RUNS, UNKNOWN
from bot.views.story import MODE_WORDS
from bot.views.texts import moment, plain, to_type
from muster.engine.counts import counted
from muster.engine.states import Mode
from muster.service.reading.plans import PublishedPlan
from muster.service.reading.runs import ListedRun


@dataclass(frozen=True)
class Tested:
    """By plan the last run and the last good drill; `stale` in days, `now` in epoch seconds."""

    latest: Mapping[str, ListedRun]
    drills: Mapping[str, ListedRun]
    now: int
    stale: int


def plans_answer(plans: Sequence[PublishedPlan], tested: Tested, command: str) -> Message:
    """The plans, the last run of each, and when it was last rehearsed."""
    if not plans:
        none = "No plan is published here."
        return message(
            none, [section(f"{none} Publish one: {to_type('muster plan publish FILE')}")]
        )
    told = ["\n".join(_lines(plan, tested)) for plan in plans]
    shows, rehearses = to_type(f"{command} plan NAME"), to_type(f"{command} drill NAME")
    text = f"{counted(len(plans), 'plan')}: {', '.join(plan.plan for plan in plans)}"
    hint = context(f"{shows} shows one, {rehearses} rehearses it")
    return message(text, [header("Recovery plans"), lines(told), hint])


def _lines(plan: PublishedPlan, tested: Tested) -> Iterator[str]:
    last = tested.latest.get(plan.plan)
    about = (plain(plan.description), f"priority {plan.priority}", plain(plan.owner))
    yield " · ".join(part for part in (f"*{plain(plan.plan)}*", *about) if part)
    age = drill_age(tested.drills.get(plan.plan), tested.now, tested.stale)
    yield "      " + " · ".join((age, *([_last(last)] if last else [])))


def _last(run: ListedRun) -> str:
    mode, word = MODE_WORDS[Mode(run.mode)].lower(), RUNS.get(run.state, UNKNOWN).word
    return f"last run: {mode} {word}, {moment(run.requested_at, '{date_short} {time}')}"
