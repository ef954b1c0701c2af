import pytest
from fakes.automation_world import AutomationWorld, script, step

from muster.embedded.aws.kit import AwsError

SLEEP = step("Wait", "aws:sleep", {"Duration": "PT1S"})
APPROVE = {"Approvers": ["me"]}


def refusal(steps, **parts):
    world = AutomationWorld()
    with pytest.raises(AwsError) as caught:
        world.start(steps, **parts)
    assert caught.value.code == "InvalidAutomationExecutionParametersException"
    return caught.value.message


def loop(**inputs):
    return step("Loop", "aws:loop", {"Steps": [SLEEP], "Iterators": ["a"], **inputs})


def branch(condition):
    return step("Ways", "aws:branch", {"Choices": [{"NextStep": "Ways", **condition}]})


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([step("Snooze", "aws:snooze")], "action aws:snooze is unknown"),
        ([SLEEP, SLEEP], "the name is used twice"),
        ([{**SLEEP, "name": "bad name"}], "a name has"),
        ([{**SLEEP, "nextStep": "Ghost"}], "there is no step Ghost"),
        ([{**SLEEP, "onFailure": "step:Ghost"}], "there is no step Ghost"),
        ([{**SLEEP, "onCancel": "step:Ghost"}], "there is no step Ghost"),
        ([{**SLEEP, "onFailure": "Retry"}], "onFailure cannot be Retry"),
        ([step("Gate", "aws:approve")], "aws:approve needs the input Approvers"),
        ([step("Gate", "aws:pause", {"For": "me"})], "aws:pause knows no input For"),
        ([step("Say", "aws:sleep", {"Duration": "{{ P }}"})], 'Parameter "P" is not declared'),
        ([step("Say", "aws:sleep", {"Duration": "{{ A.B }}"})], "there is no output A.B"),
        (
            [step("Say", "aws:sleep", {"Duration": "{{ variable:v }}"})],
            "variable:v is not declared",
        ),
        ([script("return '{{ P }}'")], "Script holds {{"),
        ([{**SLEEP, "onCancel": "step:Wait"}], "onCancel cannot lead to an aws:sleep"),
        ([branch({"Variable": "x", "Resembles": "x"})], "exactly one operator"),
        ([branch({"Or": [{"Variable": "x", "Contains": "x"}]})], "Or needs at least two"),
        ([branch({"Not": {"Variable": "x"}})], "exactly one operator"),
        (
            [loop(LoopCondition={"Variable": 1, "NumericEquals": 1})],
            "either Iterators or a LoopCondition",
        ),
        ([loop(Steps=[loop()])], "loops cannot be nested"),
        ([loop(Steps=[step("In", "aws:snooze")])], "action aws:snooze is unknown"),
        ([{**loop(), "onCancel": "step:Wait"}, SLEEP], "aws:loop has no onCancel"),
        (
            [{**SLEEP, "outputs": [{"Name": "X", "Selector": "$", "Type": "Text"}]}],
            "output X has the unknown type Text",
        ),
        (
            [
                step(
                    "Gate",
                    "aws:approve",
                    APPROVE,
                    outputs=[{"Name": "ApprovalStatus", "Selector": "$", "Type": "String"}],
                )
            ],
            "output ApprovalStatus is predefined",
        ),
        ([{"name": "Wait", "action": "aws:sleep"}], "step Wait has no inputs"),
        ([], "mainSteps must be a list of at least one step"),
    ],
)
def test_a_document_that_cannot_run_is_refused_at_the_start(steps, said):
    assert said in refusal(steps)


def test_the_schema_version_is_a_string():
    assert "schemaVersion must be the string '0.3'" in refusal([SLEEP], schemaVersion=0.3)


def test_a_way_back_is_refused_with_its_trace():
    steps = [
        step("One", "aws:sleep", {"Duration": "PT1S"}),
        step(
            "Two",
            "aws:branch",
            {"Choices": [{"NextStep": "One", "Variable": "x", "Contains": "x"}]},
        ),
    ]

    assert "the steps form a circle: One -> Two -> One" in refusal(steps)


def test_all_mistakes_are_told_at_once():
    said = refusal([{**SLEEP, "nextStep": "Ghost"}, step("Snooze", "aws:snooze")])

    assert "Ghost" in said
    assert "aws:snooze" in said


def test_a_yaml_document_runs_too():
    world = AutomationWorld()
    text = (
        "schemaVersion: '0.3'\nmainSteps:\n- {name: One, action: aws:sleep,"
        " inputs: {Duration: PT1S}}"
    )
    world.documents["runbook"] = [text]

    assert world.run()["AutomationExecutionStatus"] == "Success"
