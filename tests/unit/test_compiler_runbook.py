"""A Runbook is an Automation document that fits together, with a text and a digest."""

from hashlib import sha256

import pytest
import yaml
from pydantic import ValidationError

from ssm_documents.compiler.bundler import bundle, loader
from ssm_documents.compiler.runbook import Runbook


def step(name: str, **changes):
    common = {
        "name": name,
        "action": "aws:sleep",
        "timeoutSeconds": 60,
        "onFailure": "Abort",
        "isCritical": True,
        "inputs": {"Duration": "PT1S"},
    }
    return common | changes


def document(*steps, **changes):
    content = {
        "schemaVersion": "0.3",
        "description": "A test",
        "assumeRole": "arn:aws:iam::012345678901:role/muster-automation",
        "mainSteps": [*steps],
    }
    return content | changes


def test_its_text_reads_as_its_content() -> None:
    runbook = Runbook.model_validate(document(step("First"), step("Last", isEnd=True)))

    assert yaml.safe_load(runbook.text()) == runbook.content()
    assert runbook.size() == len(runbook.text().encode())


def test_keys_stand_in_the_order_of_the_model_whatever_the_order_they_came_in() -> None:
    forwards = document(step("First"), outputs=["First.Out"])
    backwards = dict(reversed(forwards.items()))

    assert Runbook.model_validate(backwards).text() == Runbook.model_validate(forwards).text()
    assert list(Runbook.model_validate(backwards).content())[:2] == ["schemaVersion", "description"]


@pytest.mark.parametrize(
    "steps",
    [
        [step("Same"), step("Same")],
        [step("First", onFailure="step:Nowhere")],
        [step("First", onCancel="step:Nowhere")],
        [step("First", nextStep="Nowhere")],
    ],
)
def test_steps_that_do_not_fit_together_are_refused(steps) -> None:
    with pytest.raises(ValidationError, match="steps named twice"):
        Runbook.model_validate(document(*steps))


@pytest.mark.parametrize(
    "changes",
    [{"schemaVersion": "0.4"}, {"colour": "red"}, {"mainSteps": [step("First", retries=3)]}],
)
def test_what_is_no_automation_document_is_refused(changes) -> None:
    with pytest.raises(ValidationError):
        Runbook.model_validate(document(step("First"), **changes))


def test_its_digest_is_that_of_its_text() -> None:
    runbook = Runbook.model_validate(document(step("First")))

    assert runbook.digest() == sha256(runbook.text().encode()).hexdigest()


def test_a_script_has_one_outline_be_it_plain_or_loaded() -> None:
    made = bundle("begin")

    def running(script: str) -> Runbook:
        return Runbook.model_validate(
            document(step("First", action="aws:executeScript", inputs={"Script": script}))
        )

    assert running(made.text).outline() == running(loader(made)).outline()
    assert made.sha256 in str(running(made.text).outline())


def test_only_scripts_of_steps_are_outlined_not_values_that_are_called_so() -> None:
    inputs = {"DocumentName": "x", "RuntimeParameters": {"Script": "a value"}}
    runbook = Runbook.model_validate(
        document(step("First", action="aws:executeAutomation", inputs=inputs))
    )

    assert runbook.outline() == runbook.content()
