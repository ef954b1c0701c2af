"""The page of failures tells what the drills of the catalogue come to; minutes may differ."""

import re

import pytest

from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.entrypoints.generate import ROOT
from muster.entrypoints.generated.failure_stories import Fault, catalogue, tale

PAGE = ROOT / "docs" / "concepts" / "failures.md"
FAULTS = list(catalogue())
ACT = re.compile(r"→ \w+(?: [\w-]+)?")


def row_of(fault: Fault) -> str:
    found = [row for row in PAGE.read_text().splitlines() if row.startswith(f"| [`{fault.name}`]")]
    is_ready_made = fault.entry in READY_MADE
    return next(row for row in found if ("#ready-made)" in row) == is_ready_made)


def test_every_ready_made_script_and_every_kind_has_its_row():
    rows = [row_of(fault) for fault in FAULTS]

    assert len(set(rows)) == len(READY_MADE) + len(KINDS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.entry)
def test_a_row_says_how_the_drill_ended_and_what_had_to_be_done(fault):
    told, row = tale(fault), row_of(fault)

    assert f"**{told.ended}**" in row
    assert set(ACT.findall(row)) == {sentence for sentence in told.seen if ACT.match(sentence)}
