"""What holds for the documents of every valid plan."""

import json
import re

import yaml
from hypothesis import given, settings
from strategies.plans import recovery_plans

from muster.model.plan import RecoveryPlan
from muster.model.settings import Settings
from ssm_documents.compiler import compile_plan, plan_writes
from ssm_documents.compiler.compile import BUDGET
from ssm_documents.validator import check_text

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
REFERENCE = re.compile(r"\{\{ [A-Za-z0-9_:]+(\.[A-Za-z]+)? \}\}")
EVERY_STEP = {"name", "action", "timeoutSeconds", "onFailure", "isCritical", "inputs"}

few = settings(max_examples=20)
plans = recovery_plans(most_waves=3, most_groups=3)


def contents(plan):
    return {name: book.content() for name, book in compile_plan(plan, Settings()).items()}


def all_steps(content):
    for step in content["mainSteps"]:
        yield step
        yield from step["inputs"].get("Steps", [])


def texts(value):
    """Every text in plain data, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@given(plans)
@few
def test_a_valid_plan_compiles_to_documents_in_which_the_validator_finds_nothing(plan):
    books = compile_plan(plan, Settings())

    found = [each for name, book in books.items() for each in check_text(book.text(), name)]

    assert [str(each) for each in found] == []
    assert max(book.size() for book in books.values()) <= BUDGET


@given(plans)
@few
def test_the_text_reads_back_to_exactly_the_same_values(plan):
    for book in compile_plan(plan, Settings()).values():
        for loader in LOADERS:
            assert yaml.load(book.text(), Loader=loader) == book.content()


@given(plans)
@few
def test_no_value_of_the_plan_is_lost_or_changed_on_its_way(plan):
    made = contents(plan)

    if plan.description:
        assert made[f"muster-drill-{plan.plan}"]["description"].endswith(f": {plan.description}")
    for wave in plan.unfolded().waves:
        content = made[f"muster-wave-{plan.plan}.{wave.wave}"]
        hooks = [*wave.before, *wave.run, *wave.after]
        assert [_parameters(step) for step in _hook_steps(content)] == [
            hook.command or json.loads(hook.model_dump_json())["parameters"] for hook in hooks
        ]


@given(plans)
@few
def test_the_order_of_waves_survives(plan):
    names = [f"muster-wave-{plan.plan}.{wave.wave}" for wave in plan.unfolded().waves]
    record = "".join(write.values["text"] for write in plan_writes(plan))

    assert list(contents(plan))[2:] == names
    assert RecoveryPlan.model_validate_json(record) == plan.unfolded()


@given(plans)
@few
def test_every_approval_precedes_every_launch_and_every_hook(plan):
    for wave in plan.waves:
        names = [
            s["name"] for s in contents(plan)[f"muster-wave-{plan.plan}.{wave.wave}"]["mainSteps"]
        ]
        risky = [n for n in names if n.startswith(("Before", "Run", "After", "Recover", "Turn"))]

        assert ("VerifyApproval" in names) == (wave.approval is not None)
        for name in risky if wave.approval else ():
            assert names.index("VerifyApproval") < names.index(name)


@given(plans)
@few
def test_every_step_says_how_long_it_may_take_and_what_its_failure_means(plan):
    for content in contents(plan).values():
        for step in all_steps(content):
            assert step.keys() >= EVERY_STEP
            assert step["timeoutSeconds"] > 0


@given(plans)
@few
def test_an_execution_has_one_gate_at_most(plan):
    for content in contents(plan).values():
        gates = [step for step in all_steps(content) if step["action"] == "aws:approve"]
        assert len(gates) <= 1


@given(plans)
@few
def test_double_braces_are_references_of_ours_and_never_a_value_of_the_plan(plan):
    own = set(texts(plan.model_dump(mode="json")))

    for content in contents(plan).values():
        for text in texts(content):
            if "{{" in text:
                assert REFERENCE.fullmatch(text)
                assert text not in own


@given(plans)
@few
def test_the_same_plan_gives_the_same_bytes(plan):
    again = RecoveryPlan.model_validate_json(plan.model_dump_json())

    first, second = (compile_plan(each, Settings()) for each in (plan, again))

    assert {n: b.text() for n, b in first.items()} == {n: b.text() for n, b in second.items()}
    assert {n: b.digest() for n, b in first.items()} == {n: b.digest() for n, b in second.items()}


def _hook_steps(content):
    names = ("Before", "Run", "After")
    return [step for step in content["mainSteps"] if step["name"].startswith(names)]


def _parameters(step):
    if step["action"] == "aws:executeAutomation":
        return step["inputs"].get("RuntimeParameters", {})
    payload = step["inputs"]["InputPayload"]
    return payload["parameters"] if "parameters" in payload else payload["command"]
