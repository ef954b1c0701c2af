"""Figures, tables and examples of the documentation are those of the code."""

import re

import pytest
import yaml
from docs_pages import ROOT, blocks, name_of, pages, text_of

from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.script import load_faults
from muster.engine import limits
from muster.entrypoints.cli import demo, embedded
from muster.entrypoints.generate import made
from ssm_documents.compiler.steps import PASSES

DOCS = ROOT / "docs"
BROKEN = {DOCS / "reference" / "errors.md"}  # it shows what is refused
DRIVING = 3 * PASSES * limits.PASS // 3600
"""Hours of three loops whose passes end before Systems Manager would stop their script."""
WORDS = {1: "one", 2: "two", 3: "three"}
SAYS = {
    "README.md": (
        f"| {limits.SERVERS_A_JOB}; {limits.JOBS_IN_PROGRESS}; {limits.SERVERS_IN_JOBS} for an",
        f"| {limits.WAVES_AT_ONCE}, of the 100 automations",
        f"| about {DRIVING} hours |",
    ),
    "docs/concepts/runs.md": (
        f"After {limits.START_GRACE} seconds with neither a claim",
        f"at most {limits.CALL_AFTER_INTENT} seconds later",
        f"given up {limits.INTENT_GIVEN_UP} seconds after",
        f"({limits.SERVERS_A_JOB} servers a job, {limits.JOBS_IN_PROGRESS} jobs, ",
        f" jobs, {limits.SERVERS_IN_JOBS} servers in all jobs",
        f"a lease on the run ({limits.LEASE} seconds, renewed)",
        f"a taker waits {limits.CLOCK_MARGIN} seconds longer",
        f"A heartbeat older than {WORDS[limits.DRIVER_LOST // 60]} minutes",
        f"last about {DRIVING} hours",
    ),
    "docs/concepts/embedded-aws.md": (
        f"(`demo`: {demo.SPEED:g} times, `embedded up`: {embedded.SPEED:g} times)",
    ),
}


@pytest.mark.parametrize(
    ("page", "figure"), [(page, figure) for page, figures in SAYS.items() for figure in figures]
)
def test_a_figure_is_that_of_the_code(page, figure):
    assert figure in " ".join(text_of(ROOT / page).split())


@pytest.mark.parametrize("page", [page for page in pages() if page not in BROKEN], ids=name_of)
def test_every_yaml_that_is_shown_is_yaml(page):
    for block in blocks(page, "yaml"):
        yaml.safe_load(block.text)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_fault_script_that_is_shown_is_one(page):
    for block in blocks(page, "yaml"):
        if re.search(r"^faults:", block.text, re.MULTILINE):
            load_faults(block.text)


def test_every_kind_of_fault_has_its_section_with_every_key():
    page = made("docs/reference/faults.md")

    sections = {part.partition("\n")[0]: part for part in page.split("\n## ")[2:]}
    assert list(sections) == list(KINDS)
    for name, kind in KINDS.items():
        assert re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE) == list(kind.fields)
        load_faults(f"faults:\n- {kind.example}")
