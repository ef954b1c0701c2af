"""The pack: one document a verb."""

import pytest
from compiler_cases import HUB, steps

from muster.engine.verbs.table import VERBS
from muster.model.settings import Settings
from ssm_documents.compiler import compile_pack

PACK = compile_pack(Settings(hub=HUB))


def test_every_verb_of_the_engine_has_a_document() -> None:
    assert {f"muster-{verb}" for verb in VERBS} <= set(PACK)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_one_step_that_answers_with_a_text(verb: str) -> None:
    book = PACK[f"muster-{verb}"]

    assert list(steps(book)) == ["Act"]
    assert book.outputs == ["Act.Text"]
    payload = steps(book)["Act"]["inputs"]["InputPayload"]
    assert payload["verb"] == verb
    assert (payload["run"], payload["wave"]) == ("{{ RunId }}", "{{ Wave }}")


@pytest.mark.parametrize("name", PACK)
def test_the_run_must_be_named(name: str) -> None:
    assert "default" not in PACK[name].parameters["RunId"]


def test_decisions_alone_are_made_under_the_decision_role() -> None:
    deciding = [name for name, b in PACK.items() if b.assume_role.endswith("/muster-decision")]

    assert deciding == ["muster-decide"]


def test_a_decision_is_approve_or_reject() -> None:
    assert PACK["muster-decide"].parameters["Decision"]["allowedValues"] == ["approve", "reject"]


def test_cleaning_up_goes_on_until_it_is_done_and_then_reports() -> None:
    book = PACK["muster-cleanup"]

    assert list(steps(book)) == ["CleanUp", "Report"]
    assert steps(book)["CleanUp"]["action"] == "aws:loop"
    assert steps(book)["Report"]["inputs"]["InputPayload"]["report"] == "yes"
    assert book.outputs == ["Report.Text"]


def test_the_pack_can_be_read_in_the_console_since_its_scripts_are_plain() -> None:
    """All but clean-up, whose script stands in it twice, and what acts on a server: too long."""
    loaded = {name for name, book in PACK.items() if "base64" in book.text()}

    assert loaded == {"muster-cleanup", "muster-adopt", "muster-relaunch"}


def test_a_pack_without_a_hub_is_refused_with_what_is_missing() -> None:
    with pytest.raises(ValueError, match="set `hub` in the settings"):
        compile_pack(Settings())
