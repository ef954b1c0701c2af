"""What counts as a circle, as unreachable, and as an output that cannot be there yet."""

import pytest
from validator_cases.case import runbook

from ssm_documents.validator import check_text


def found(steps):
    findings = check_text(runbook(steps), "runbook.yaml")
    return [(finding.code, finding.message) for finding in findings]


def step(name, **keys):
    """A step that has an output and may be anywhere: a function call."""
    written = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"- {{name: {name}, action: 'aws:runInstances', inputs: {{ImageId: a}}{written}}}\n"


def branch(name, *targets, default=""):
    choices = "".join(
        f"\n    - {{NextStep: {target}, Variable: '{{{{ global:REGION }}}}', StringEquals: x}}"
        for target in targets
    )
    last = f"\n    Default: {default}" if default else ""
    return f"- name: {name}\n  action: aws:branch\n  inputs:\n    Choices:{choices}{last}\n"


def test_a_circle_through_a_choice_of_a_branch_is_found_and_drawn():
    steps = step("First") + step("Second") + branch("Decide", "First") + step("Last")

    assert found(steps) == [
        ("R074", "steps run in a circle: `First` → `Second` → `Decide` → `First`")
    ]


def test_a_circle_through_the_default_of_a_branch_is_found():
    steps = step("First") + branch("Decide", "Last", default="First") + step("Last")

    assert found(steps) == [("R074", "steps run in a circle: `First` → `Decide` → `First`")]


def test_a_step_that_follows_itself_is_a_circle():
    assert found(step("First", nextStep="First")) == [
        ("R074", "steps run in a circle: `First` → `First`")
    ]


def test_a_jump_back_that_does_not_come_round_again_is_legal():
    steps = (
        branch("Decide", "Clean")
        + step("Start", nextStep="Finish")
        + step("Restore", isEnd="true")
        + step("Clean", nextStep="Restore")
        + step("Finish")
    )

    assert found(steps) == []


def test_a_circle_inside_a_loop_is_found():
    inner = "[{name: A, action: 'aws:runInstances', inputs: {ImageId: a}, nextStep: A}]"
    steps = f"- {{name: L, action: 'aws:loop', inputs: {{Iterators: [x], Steps: {inner}}}}}"

    assert found(steps) == [("R074", "steps run in a circle: `A` → `A`")]


def test_jumping_out_of_a_loop_back_to_before_it_is_a_circle():
    inner = "[{name: A, action: 'aws:runInstances', inputs: {ImageId: a}, nextStep: First}]"
    loop = f"- {{name: L, action: 'aws:loop', inputs: {{Iterators: [x], Steps: {inner}}}}}"

    assert found(step("First") + loop) == [
        ("R074", "steps run in a circle: `First` → `L` → `A` → `First`")
    ]


def test_jumping_out_of_a_loop_forward_is_legal():
    inner = "[{name: A, action: 'aws:runInstances', inputs: {ImageId: a}, nextStep: Last}]"
    loop = f"- {{name: L, action: 'aws:loop', inputs: {{Iterators: [x], Steps: {inner}}}}}\n"

    assert found(loop + step("Last")) == []


def test_jumping_into_a_loop_is_not():
    inner = "[{name: A, action: 'aws:runInstances', inputs: {ImageId: a}}]"
    loop = f"- {{name: L, action: 'aws:loop', inputs: {{Iterators: [x], Steps: {inner}}}}}\n"

    assert found(step("First", nextStep="A") + loop) == [
        ("R070", "step `A` is inside a loop; step `First` is not in it")
    ]


@pytest.mark.parametrize("jump", ["onFailure: 'step:Last'", "onCancel: 'step:Last'"])
def test_a_step_reached_by_failure_or_cancel_alone_is_reached(jump):
    key, value = jump.split(": ")

    assert found(step("First", isEnd="true", **{key: value}) + cleanup("Last")) == []


def cleanup(name):
    return f"- {{name: {name}, action: 'aws:invokeLambdaFunction', inputs: {{FunctionName: f}}}}\n"


def test_a_step_behind_a_branch_with_a_default_is_unreachable():
    steps = branch("Decide", "Last", default="Last") + step("Lost", isEnd="true") + step("Last")

    assert found(steps) == [("R076", "step `Lost` never runs: nothing leads to it")]


def test_a_misspelled_jump_is_one_finding_and_no_guesses_about_the_rest():
    steps = step("First", nextStep="Lastt") + step("Second", isEnd="true") + step("Last")

    assert [code for code, _ in found(steps)] == ["R070"]


def test_an_output_may_be_taken_by_any_way_that_passes_the_giver():
    steps = (
        step("Give", onFailure="step:Clean", nextStep="Last")
        + branch("Clean", default="Last").replace("\n    Choices:", "\n    Choices: []")
        + "- {name: Last, action: 'aws:deleteImage', inputs: {ImageId: '{{ Give.InstanceIds }}'}}"
    )

    assert "R087" not in [code for code, _ in found(steps)]


def test_an_output_of_a_step_on_the_other_side_of_a_branch_is_never_there():
    steps = (
        branch("Decide", "Left", default="Right")
        + step("Left", isEnd="true")
        + "- {name: Right, action: 'aws:deleteImage', inputs: {ImageId: '{{ Left.InstanceIds }}'}}"
    )

    assert found(steps) == [("R087", "step `Left` never runs before step `Right`")]


def test_a_loop_and_its_steps_may_take_from_each_other():
    steps = """
    - name: L
      action: aws:loop
      inputs:
        MaxIterations: 3
        LoopCondition: {Variable: '{{ Ask.Again }}', BooleanEquals: true}
        Steps:
          - {name: Rest, action: 'aws:sleep', inputs: {Duration: '{{ Ask.Pause }}'}}
          - name: Ask
            action: aws:invokeLambdaFunction
            inputs: {FunctionName: f, InputPayload: {pass: '{{ L.CurrentIteration }}'}}
            outputs:
              - {Name: Again, Selector: $.again, Type: Boolean}
              - {Name: Pause, Selector: $.pause, Type: String}
    """

    assert found(steps) == []
