"""A document is judged alike as plain values, as JSON and as YAML; findings have places."""

import json

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ssm_documents.validator import check, check_text
from ssm_documents.validator.actions import ACTIONS

WORDS = st.one_of(
    st.sampled_from(
        ["A", "B", "step:B", "{{ A.Output }}", "{{ P }}", "NO", "1:30", "2024-01-01", "~"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=6),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**18), 10**18), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)
STEPS = st.fixed_dictionaries(
    {"name": st.sampled_from("ABC"), "action": st.sampled_from([*ACTIONS])},
    optional={
        "inputs": st.dictionaries(WORDS, VALUES, max_size=3),
        **dict.fromkeys(("nextStep", "onFailure", "isEnd", "timeoutSeconds"), VALUES),
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {"schemaVersion": st.sampled_from(["0.3", "0.4"]), "mainSteps": st.lists(STEPS, max_size=3)},
    optional={"parameters": st.dictionaries(WORDS, VALUES, max_size=2), "outputs": VALUES},
)


def told(findings):
    return sorted((finding.code, finding.message, finding.path) for finding in findings)


@given(DOCUMENTS)
@settings(deadline=None)
def test_json_and_yaml_of_a_document_are_judged_like_its_values(document):
    as_values = told(check(document))
    as_yaml = yaml.safe_dump(document, sort_keys=False)

    assert told(check_text(json.dumps(document), "a.json")) == as_values
    assert told(check_text(as_yaml, "a.yaml")) == as_values


@given(DOCUMENTS)
@settings(deadline=None)
def test_every_finding_of_a_text_stands_inside_it(document):
    text = json.dumps(document, indent=1)
    lines = text.splitlines()

    for finding in check_text(text, "a.json"):
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
