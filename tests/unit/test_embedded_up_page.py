"""What the how-to of the embedded AWS shows can be read by it."""

import pytest
from docs_pages import ROOT, blocks

from muster.embedded.aws.faults.script import load_faults
from muster.embedded.aws.inventory import load_inventory

PAGE = ROOT / "docs" / "how-to" / "embedded-aws.md"


@pytest.fixture(scope="module")
def examples():
    inventory, faults = (block.text for block in blocks(PAGE, "yaml"))
    return inventory, faults


def test_the_inventory_on_the_page_is_one(examples):
    protected, staged, extended = load_inventory(examples[0]).servers

    assert extended.staging is not None
    assert (extended.staging.account, extended.staging.server) == (staged.account, staged.id)
    assert protected.staging is None


def test_the_fault_script_on_the_page_is_one(examples):
    assert len(load_faults(examples[1]).specifications) == 7
