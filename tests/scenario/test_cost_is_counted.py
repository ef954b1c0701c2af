"""The page of costs says what a drill uses today, give or take what varies with every change."""

import re

import pytest
from stage import ROOT, TEMPLATES

from muster.entrypoints.cost.counting import counted
from muster.entrypoints.local.material import read_material

PAGE = ROOT / "docs" / "reference" / "cost.md"
NEAR = 0.3
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def used():
    return counted(read_material([TEMPLATES / "plans" / "payments.yaml"]))


def told(unit: str) -> float:
    found = re.search(rf"\| ([\d,]+) \| {re.escape(unit)} \|", PAGE.read_text())
    assert found, unit
    return float(found[1].replace(",", ""))


def test_the_page_is_near_what_a_drill_uses_now(used):
    again = "run `python -m muster.entrypoints.generate --figures`"

    assert told("Automation step") == pytest.approx(used.steps, rel=NEAR), again
    assert told("second of aws:executeScript") == pytest.approx(used.script_seconds, rel=NEAR), (
        again
    )


def test_a_drill_is_counted_whole(used):
    assert (used.servers, used.waves) == (6, 4)
    assert used.calls["drs:StartRecovery"] == 3
    assert used.calls["drs:TerminateRecoveryInstances"] == 1
    assert used.read_units > used.calls["dynamodb:GetItem"]
    assert used.write_units >= used.calls["dynamodb:UpdateItem"]
    assert 0 < used.script_seconds < used.seconds * (used.waves + 1)
    assert used.kept > 6 * 100
