"""Each plan under golden/compiler compiles to the documents beside it, text for text.

A script stands in them by its name, so that a change of a script changes no golden file.
"""

from pathlib import Path

import pytest
from compiler_cases import HUB, read

from muster.model.settings import Settings
from ssm_documents.compiler import Runbook, compile_pack, compile_plan
from ssm_documents.compiler.bundler import bundle
from ssm_documents.compiler.dump import dumped
from ssm_documents.compiler.publication import script_names
from ssm_documents.validator import check_text

GOLDEN = Path(__file__).parent / "compiler"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/plan.yaml"))


def compiled(case: str) -> dict[str, Runbook]:
    if case == "pack":
        return compile_pack(Settings(hub=HUB))
    return compile_plan(read(GOLDEN / case / "plan.yaml"), Settings())


def readable(runbook: Runbook) -> str:
    """The canonical text, with each script by its name."""
    text = dumped(runbook.outline())
    for made in map(bundle, script_names()):
        text = text.replace(f"sha256:{made.sha256}", f"{made.script}.py")
    return text


each_case = pytest.mark.parametrize("case", [*CASES, "pack"])


@each_case
def test_a_plan_compiles_to_exactly_these_documents(case: str, golden) -> None:
    runbooks = compiled(case)

    for name, runbook in runbooks.items():
        golden(readable(runbook), GOLDEN / case / f"{name}.yaml")

    assert {p.stem for p in (GOLDEN / case).glob("muster-*.yaml")} == set(runbooks)


@each_case
def test_the_validator_finds_nothing_in_what_the_compiler_emits(case: str) -> None:
    runbooks = compiled(case)

    found = [each for name, book in runbooks.items() for each in check_text(book.text(), name)]

    assert [str(each) for each in found] == []
