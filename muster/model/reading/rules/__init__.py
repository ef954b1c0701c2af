"""The rules of a plan, one file a subject, one generator a rule.

A rule sees the draft of the plan and the groups that other files of its folder share with it.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from muster.model import limits
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.rules import groups, health, hooks, identities, names, needs, waves

Rule = Callable[[Draft, Shared], Iterator[Problem]]

PLAN_RULES: Final[tuple[Rule, ...]] = (
    names.waves_have_names_of_their_own,
    names.lists_name_each_thing_once,
    names.document_names_fit,
    needs.needs_are_known,
    needs.no_wave_waits_for_itself,
    groups.groups_are_known,
    groups.groups_are_recovered_once,
    groups.groups_are_used,
    waves.waves_do_something,
    waves.stages_fit_the_wave,
    health.checks_ask_one_thing,
    health.options_fit_the_check,
    hooks.hooks_run_one_thing,
    hooks.hooks_end_in_time,
    hooks.commands_have_instances,
    hooks.variables_are_known,
)
GROUP_RULES: Final[tuple[Rule, ...]] = (
    names.groups_have_names_of_their_own,
    groups.groups_have_content,
    groups.expectations_can_be_met,
    groups.weights_fit_the_group,
)
PEOPLE_RULES: Final[tuple[Rule, ...]] = (
    identities.persons_are_named_once,
    identities.identities_lead_to_one_person,
    identities.slack_users_have_a_team,
    identities.members_are_known,
)


def broken_rules(rules: tuple[Rule, ...], draft: Draft, shared: Shared) -> Iterator[Problem]:
    """Yield what `rules` find, at most `limits.PROBLEMS_SHOWN` each."""
    for rule in rules:
        yield from islice(rule(draft, shared), limits.PROBLEMS_SHOWN)
