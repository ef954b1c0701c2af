"""The page of rules is made from the rules."""

from pathlib import Path

from ssm_documents.validator import reference_page
from ssm_documents.validator.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "runbook-rules.md"


def test_the_page_in_the_repository_is_what_the_rules_make():
    assert PAGE.read_text(encoding="utf-8") == reference_page.text()


def test_every_rule_has_a_row_with_its_source():
    rows = [line for line in reference_page.text().splitlines() if line.startswith("| R")]

    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [rule.code for rule in RULES]
    assert all("](https://" in row for row in rows)
