"""No change of a plan goes unsaid before it is published."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.plans import recovery_plans

from muster.service.reading.differences import HOOKS, plan_differences

SOME = settings(max_examples=25)  # a plan is many draws


def leaves(value, path=()):
    """The paths of all values that hold no others, empty lists and mappings among them."""
    if not isinstance(value, dict | list) or not value:
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, entry in inner for leaf in leaves(entry, (*path, key))]


def changed(content, path):
    """The same, with another value at the path."""
    made = copy.deepcopy(content)
    holder = made
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = other_than(holder[path[-1]])
    return made


def other_than(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [{"x": "x"}]
    return f"{value}x" if isinstance(value, str) else {"x": "x"}


def concerns_a_hook(plan, path):
    """Whether a change there changes a hook, or the name of the wave that has some."""
    if path[0] != "waves":
        return False
    wave = plan["waves"][path[1]]
    return path[2] in HOOKS or (path[2] == "wave" and any(wave[phase] for phase in HOOKS))


@SOME
@given(recovery_plans(), st.data())
def test_whatever_changes_is_said_and_a_hook_is_said_first(plan, data):
    before = plan.model_dump(mode="json", by_alias=False)
    path = data.draw(st.sampled_from(leaves(before)))

    found = plan_differences(before, changed(before, path))

    assert found, path
    assert found[0].what.startswith("hook of wave") is concerns_a_hook(before, path)


@SOME
@given(recovery_plans())
def test_a_plan_does_not_differ_from_itself_whatever_it_holds(plan):
    content = plan.model_dump(mode="json", by_alias=False)

    assert plan_differences(content, copy.deepcopy(content)) == ()
