"""`/dr plans`."""

from collections.abc import Mapping, Sequence

from bot.views.blocks import context, header, lines, section
from bot.views.message import Message, message
from bot.views.states import RUNS, UNKNOWN
from bot.views.story import MODE_WORDS
from bot.views.texts import moment, plain, to_type
from muster.engine.states import Mode
from muster.service.reading.plans import PublishedPlan
from muster.service.reading.runs import ListedRun


def plans_answer(
    plans: Sequence[PublishedPlan], latest: Mapping[str, ListedRun], command: str
) -> Message:
    """The plans, and the last run of each."""
    if not plans:
        none = "No plan is published here."
        return message(
            none, [section(f"{none} Publish one: {to_type('muster plan publish FILE')}")]
        )
    told = [_line(plan, latest.get(plan.plan)) for plan in plans]
    shows, rehearses = to_type(f"{command} plan NAME"), to_type(f"{command} drill NAME")
    text = f"{len(plans)} plans: {', '.join(plan.plan for plan in plans)}"
    hint = context(f"{shows} shows one, {rehearses} rehearses it")
    return message(text, [header("Recovery plans"), lines(told), hint])


def _line(plan: PublishedPlan, last: ListedRun | None) -> str:
    parts = (
        f"*{plain(plan.plan)}*",
        plain(plan.description),
        f"priority {plan.priority}",
        plain(plan.owner),
        _last(last) if last else "never run",
    )
    return " · ".join(part for part in parts if part)


def _last(run: ListedRun) -> str:
    mode, word = MODE_WORDS[Mode(run.mode)].lower(), RUNS.get(run.state, UNKNOWN).word
    return f"last run: {mode} {word}, {moment(run.requested_at, '{date_short} {time}')}"
