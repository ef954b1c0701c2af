"""The page of all rules: `docs/reference/runbook-rules.md`."""

from collections.abc import Iterator
from types import ModuleType

from ssm_documents.validator.rule import Rule, rules_of
from ssm_documents.validator.rules import FAMILIES
from ssm_documents.validator.rules import text as text_family

_HEAD = """\
# Rules for runbooks

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

`muster runbook check FILE…` judges any SSM Automation document. Every finding has one of these
codes. An error is what SSM or the API behind a step refuses, or what can never work; a warning is
what its documentation does not promise. The last column leads to the page that says so."""


def text() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_families(), ""])


def _families() -> Iterator[str]:
    for family in (text_family, *FAMILIES):
        yield f"\n## {_title(family)}\n"
        yield "| code | finding | why | |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(rule) for rule in rules_of(family))


def _title(family: ModuleType) -> str:
    first = (family.__doc__ or "").partition("\n")[0]
    return first.rstrip(".")


def _row(rule: Rule) -> str:
    why = " ".join(rule.description.split())
    severity = "" if rule.severity == "error" else " (warning)"
    return f"| {rule.code} | {rule.title}{severity} | {why} | [source]({rule.url}) |"
