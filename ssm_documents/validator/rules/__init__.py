"""Every rule family, in the order in which findings are reported within a place.

A family is a module whose functions carry `@rule`; a new one is added to the table below.
"""

from ssm_documents.validator.rule import Rule, rules_of
from ssm_documents.validator.rules import (
    api,
    branches,
    children,
    flow,
    gates,
    inputs,
    loops,
    names,
    outputs,
    parameters,
    references,
    scripts,
    selectors,
    sleeps,
    steps,
    text,
    together,
    top_level,
    variables,
    waits,
)

TEXT_RULES: tuple[Rule, ...] = rules_of(text)
"""Rules that need no readable document."""

FAMILIES = (
    top_level,
    parameters,
    variables,
    steps,
    outputs,
    flow,
    references,
    inputs,
    api,
    selectors,
    waits,
    gates,
    branches,
    loops,
    sleeps,
    scripts,
    children,
    names,
    together,
)

DOCUMENT_RULES: tuple[Rule, ...] = tuple(found for family in FAMILIES for found in rules_of(family))

RULES: tuple[Rule, ...] = (*TEXT_RULES, *DOCUMENT_RULES)
"""All of them, as the reference page lists them."""
