"""Valid plans keep every value on the way through YAML."""

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.plans import document_of, documents, lines, recovery_plans, written

from muster.model.durations import format_duration, parse_duration
from muster.model.plan import RecoveryPlan, plan_hash
from muster.model.schema import plan_schema
from muster.model.workspace import read_plan

SOME = settings(max_examples=25)  # a plan is many draws
SCHEMA = jsonschema.Draft7Validator(plan_schema())


@SOME
@given(documents(), st.booleans())
def test_a_valid_plan_is_read_as_it_was_written(document, flow):
    plan = read_plan(written(document, flow=flow).encode())

    assert plan == RecoveryPlan.model_validate(document)


@SOME
@given(recovery_plans(), st.booleans())
def test_a_plan_written_from_its_model_reads_back_equal(plan, flow):
    again = read_plan(written(document_of(plan), flow=flow).encode())

    assert again == plan
    assert plan_hash(again) == plan_hash(plan)


@SOME
@given(recovery_plans())
def test_the_published_record_gives_the_plan_back(plan):
    record = plan.model_dump(mode="json", by_alias=False)

    assert RecoveryPlan.model_validate(record) == plan


@given(lines(longest=300))
def test_any_printable_text_survives_exactly(text):
    document = {
        "plan": "payments",
        "description": text,
        "target": {"region": "us-west-2", "account": "012345670123"},
        "objectives": {"rto": "45m", "rpo": "5m"},
        "groups": {"databases": {"tags": {text: text}}},
        "waves": [{"wave": "databases", "groups": ["databases"]}],
    }

    plan = read_plan(written(document).encode())

    assert (plan.description, plan.groups["databases"].tags) == (text, {text: text})
    assert plan.target.account == "012345670123"


@SOME
@given(documents())
def test_the_schema_for_editors_accepts_every_valid_plan(document):
    SCHEMA.validate(document)


@SOME
@given(documents())
def test_the_hash_covers_every_value_and_no_layout(document):
    plan = read_plan(written(document).encode())
    commented = "# a comment\n" + written(document, flow=True)

    assert plan_hash(read_plan(commented.encode())) == plan_hash(plan)

    dearer = plan.model_copy(update={"priority": plan.priority % 5 + 1})
    assert plan_hash(dearer) != plan_hash(plan)


@SOME
@given(recovery_plans(most_waves=8))
def test_the_order_of_waves_respects_needs_and_loses_none(plan):
    order = [wave.wave for wave in plan.order()]

    assert sorted(order) == sorted(wave.wave for wave in plan.waves)
    for wave in plan.waves:
        assert all(order.index(need) < order.index(wave.wave) for need in wave.needs)


@given(st.integers(0, 999_999))
def test_a_duration_is_read_as_it_is_written(seconds):
    assert parse_duration(format_duration(seconds)) == seconds


@pytest.mark.parametrize("document", [{}, {"plan": "x"}, {"plan": "x", "waves": []}])
def test_the_schema_for_editors_refuses_what_the_loader_refuses(document):
    assert not SCHEMA.is_valid(document)
