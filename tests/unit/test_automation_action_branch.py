import pytest
from fakes.automation_world import AutomationWorld, script, statuses, step

NAP = {"Duration": "PT1S"}


def way(choices, default=None, variables=None, **keys):
    """Which of Left, Right, or the step after the branch was taken."""
    world = AutomationWorld()
    inputs = {"Choices": choices, **({"Default": default} if default else {})}
    steps = [
        script(f"return {variables!r}", "Values", outputs=[]),
        step("Branch", "aws:branch", inputs, **keys),
        step("Next", "aws:sleep", NAP, isEnd=True),
        step("Left", "aws:sleep", NAP, isEnd=True),
        step("Right", "aws:sleep", NAP, isEnd=True),
    ]
    execution = world.run(steps)
    return [name for name, _ in statuses(execution)][2:], execution["AutomationExecutionStatus"]


def choice(variable, operator, value, to="Left"):
    return {"NextStep": to, "Variable": variable, operator: value}


@pytest.mark.parametrize(
    ("variable", "operator", "value"),
    [
        ("ab", "StringEquals", "ab"),
        ("AB", "EqualsIgnoreCase", "ab"),
        ("abc", "StartsWith", "ab"),
        ("abc", "EndsWith", "bc"),
        ("abc", "Contains", "b"),
        (5, "NumericEquals", 5),
        (5, "NumericGreater", 4),
        (5, "NumericLesser", 6),
        (5, "NumericGreaterOrEquals", 5),
        (5, "NumericLesserOrEquals", 5),
        (True, "BooleanEquals", True),
    ],
)
def test_each_operator_compares(variable, operator, value):
    assert way([choice(variable, operator, value)]) == (["Left"], "Success")


def test_the_first_choice_that_holds_wins():
    choices = [
        choice("x", "StringEquals", "y", "Next"),
        choice("x", "StringEquals", "x", "Right"),
        choice("x", "StringEquals", "x", "Left"),
    ]

    assert way(choices)[0] == ["Right"]


def test_without_a_choice_that_holds_the_default_is_taken():
    assert way([choice("x", "StringEquals", "y")], "Right")[0] == ["Right"]


def test_without_a_default_the_next_step_follows():
    assert way([choice("x", "StringEquals", "y")])[0] == ["Next"]


def test_or_the_end_if_the_branch_is_one():
    assert way([choice("x", "StringEquals", "y")], isEnd=True)[0] == []


def test_a_choice_that_holds_is_taken_although_the_branch_is_an_end():
    assert way([choice("x", "StringEquals", "x")], isEnd=True)[0] == ["Left"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            {"And": [{"Variable": 1, "NumericEquals": 1}, {"Variable": 2, "NumericEquals": 2}]},
            "Left",
        ),
        (
            {"And": [{"Variable": 1, "NumericEquals": 1}, {"Variable": 2, "NumericEquals": 3}]},
            "Next",
        ),
        (
            {"Or": [{"Variable": 1, "NumericEquals": 9}, {"Variable": 2, "NumericEquals": 2}]},
            "Left",
        ),
        ({"Not": {"Variable": 1, "NumericEquals": 9}}, "Left"),
    ],
)
def test_conditions_combine(condition, expected):
    assert way([{"NextStep": "Left", **condition}])[0] == [expected]


@pytest.mark.parametrize(
    "bad",
    [
        choice("5", "NumericEquals", 5),
        choice(variable=True, operator="NumericEquals", value=1),
        choice("true", operator="BooleanEquals", value=True),
    ],
)
def test_types_are_never_converted(bad):
    assert way([bad]) == ([], "Failed")
