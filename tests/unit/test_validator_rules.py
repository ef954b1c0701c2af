"""Each rule finds its mistake, says what it is, and lets the good twin pass."""

from importlib import import_module
from operator import attrgetter

import pytest
from validator_cases.case import Case, runbook

from ssm_documents.validator import check_text
from ssm_documents.validator.rule import rules_of
from ssm_documents.validator.rules import FAMILIES, RULES, names, text, together

BY_NAME = (names, together)
"""Families that need the documents' names; their cases stand in files of their own."""
CASES: list[Case] = [
    case
    for family in (text, *FAMILIES)
    if family not in BY_NAME
    for case in import_module(f"validator_cases.{family.__name__.rpartition('.')[2]}").CASES
]


@pytest.mark.parametrize("case", CASES, ids=attrgetter("code"))
def test_the_rule_finds_its_mistake_and_nothing_else(case):
    findings = check_text(runbook(case.bad), "runbook.yaml")

    assert [(finding.code, finding.message) for finding in findings] == [(case.code, case.says)]


@pytest.mark.parametrize("case", CASES, ids=attrgetter("code"))
def test_the_good_twin_passes(case):
    assert check_text(runbook(case.good), "runbook.yaml") == []


@pytest.mark.parametrize("case", CASES, ids=attrgetter("code"))
def test_the_finding_stands_at_a_line_of_the_text(case):
    written = runbook(case.bad)

    [finding] = check_text(written, "runbook.yaml")

    assert 1 <= finding.place.line <= written.count("\n") + 1
    assert str(finding).startswith(f"runbook.yaml:{finding.place.line}:{finding.place.column}: ")


@pytest.mark.parametrize("case", CASES, ids=attrgetter("code"))
def test_the_finding_says_what_mends_it(case):
    [finding] = check_text(runbook(case.bad), "runbook.yaml")

    assert finding.hint


def test_every_rule_has_a_case():
    elsewhere = {rule.code for family in BY_NAME for rule in rules_of(family)}

    assert {case.code for case in CASES} | elsewhere == {rule.code for rule in RULES}


def test_codes_are_unique():
    codes = [rule.code for rule in RULES]

    assert len(codes) == len(set(codes))


def test_every_rule_says_why_and_where_it_is_written():
    for rule in RULES:
        assert rule.description.endswith((".", ")"))
        assert rule.url.startswith("https://")
