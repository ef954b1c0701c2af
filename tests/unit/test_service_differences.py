"""What differs between two versions of a plan or of the people, as somebody reads it."""

from muster.service.reading.differences import Difference, people_differences, plan_differences

HOOK = {"runbook": None, "function": "point-dns", "modes": ["recovery"], "parameters": {}}


def plan(**wave):
    web = {"wave": "web", "timeout": 3600, "before": [], "run": [HOOK], "after": [], **wave}
    return {"plan": "payments", "priority": 1, "groups": {"web": {"expect": 1}}, "waves": [web]}


def test_a_plan_does_not_differ_from_itself():
    assert plan_differences(plan(), plan()) == ()


def test_a_changed_hook_comes_before_all_else_and_is_shown_whole():
    changed = plan(timeout=600, run=[{**HOOK, "modes": ["drill", "recovery"]}])

    found = plan_differences(plan(), {**changed, "priority": 2})

    assert [each.what for each in found] == [
        "hook of wave web, run 1",
        "priority",
        "waves.web.timeout",
    ]
    assert found[0].before == '{"function": "point-dns", "modes": ["recovery"]}'
    assert found[0].after == '{"function": "point-dns", "modes": ["drill", "recovery"]}'


def test_the_hook_of_a_new_wave_is_not_hidden_in_the_wave():
    new = {"wave": "dns", "timeout": 60, "before": [HOOK]}

    found = plan_differences(plan(), {**plan(), "waves": [*plan()["waves"], new]})

    assert found[0] == Difference(
        "hook of wave dns, before 1", "", '{"function": "point-dns", "modes": ["recovery"]}'
    )
    assert Difference("waves, in order", '["web"]', '["web", "dns"]') in found


def test_a_group_that_is_gone_has_no_second_side():
    found = plan_differences(plan(), {**plan(), "groups": {}})

    assert found == (Difference("groups.web", '{"expect": 1}', ""),)


def test_of_people_it_is_said_what_each_may_and_who_is_in_a_group():
    anna = {"person": "anna", "roles": ["approver"], "iam": []}
    before = {"people": [anna], "groups": {"@dr": ["anna"]}, "slack_team": None}
    after = {
        "people": [{**anna, "roles": ["admin"]}, {"person": "ben", "roles": []}],
        "groups": {"@dr": ["anna", "ben"]},
        "slack_team": "T0MUSTER0",
    }

    found = people_differences(before, after)

    assert [(each.what, each.before, each.after) for each in found] == [
        ("people.anna.roles", '["approver"]', '["admin"]'),
        ("people, in order", '["anna"]', '["anna", "ben"]'),
        ("groups.@dr", '["anna"]', '["anna", "ben"]'),
        ("slack_team", "", "T0MUSTER0"),
        ("people.ben.roles", "", "[]"),
    ]
