"""Whatever stands in a file: a plan, or problems with places in that file; nothing else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.plans import AWKWARD, documents, written

from muster.model.codes import ALL
from muster.model.errors import PlanRefusedError
from muster.model.plan import RecoveryPlan
from muster.model.text import first_unprintable
from muster.model.workspace import read_plan

SOME = settings(max_examples=40)  # a plan is many draws
CODES = {code.id for code in ALL}
YAML_SIGNS = st.sampled_from(
    [
        *"{}[]:,-?#&*!|>'\"%@`\n\t ",
        "\n  ",
        "\n- ",
        ": ",
        "<<",
        "---\n",
        "{{",
        "plan",
        "waves",
        *AWKWARD,
    ]
)


def judged(source):
    """Read `source`, and judge the form of whatever comes of it."""
    try:
        plan = read_plan(source, "plan.yaml")
    except PlanRefusedError as error:
        _judge_problems(error.problems, source)
    else:
        assert isinstance(plan, RecoveryPlan)


def _judge_problems(problems, source):
    lines = source.count(b"\n") + source.count(b"\r") + 2
    assert problems
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert all(first_unprintable(line) is None for line in str(problem).splitlines())


@given(st.binary())
def test_any_bytes_are_a_plan_or_problems(source):
    judged(source)


@given(st.text())
def test_any_text_is_a_plan_or_problems(text):
    judged(text.encode("utf-8", "surrogatepass"))


@given(st.lists(YAML_SIGNS).map("".join))
def test_any_mixture_of_yaml_signs_is_a_plan_or_problems(text):
    judged(text.encode())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_a_plan_or_problems(value):
    judged(json.dumps(value).encode())


@SOME
@given(documents(), st.data())
def test_a_damaged_plan_is_a_plan_or_problems(document, data):
    text = written(document, flow=data.draw(st.booleans()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    instead = data.draw(st.text(max_size=5) | YAML_SIGNS)

    judged((text[:start] + instead + text[end:]).encode("utf-8", "surrogatepass"))


def _paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, (*path, key))
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _paths(part, (*path, index))


def _replaced(value, path, new):
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


@SOME
@given(documents(), st.data())
def test_a_wrong_value_anywhere_is_a_plan_or_problems(document, data):
    path = data.draw(st.sampled_from(list(_paths(document))))
    wrong = data.draw(
        st.sampled_from([None, True, -1, 10**12, "", "x", [], ["x"], {}, {"x": "y"}, [[]], "{{x}}"])
    )

    judged(written(_replaced(document, path, wrong)).encode())
