"""Verbs, decisions and clean-up: a document of the pack is started, its answer given."""

import pytest
from fakes.muster_service import RUN, fake_service

from muster.engine.verbs.table import VERBS as ENGINE_VERBS
from muster.service.commands.cleanup import cleanup
from muster.service.commands.decide import decide
from muster.service.commands.refusals import sentence_of
from muster.service.commands.verb import VERBS, verb
from muster.service.errors import MissingError, NoAnswerError, RefusedError


@pytest.fixture
def service():
    return fake_service()


def test_every_verb_of_the_engine_has_its_command():
    assert set(VERBS) == set(ENGINE_VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_starts_the_document_of_its_name_and_gives_what_it_says(service, name):
    service.automation.answer(f"muster-{name}", "done so")

    text = verb(service, RUN, name, reason="because")

    assert text == "done so"
    parameters = {"RunId": [RUN], "Reason": ["because"]}
    assert service.automation.started == [(f"muster-{name}", parameters, "token-1")]


def test_a_verb_on_a_wave_names_the_wave(service):
    service.automation.answer("muster-retry", "tried again")

    verb(service, RUN, "retry", wave="web")

    assert service.automation.started[0][1] == {"RunId": [RUN], "Wave": ["web"]}


def test_a_decision_names_gate_and_decision(service):
    service.automation.answer("muster-decide", "gate web is approved")

    text = decide(service, RUN, "approve", gate="web")

    assert text == "gate web is approved"
    parameters = {"RunId": [RUN], "Gate": ["web"], "Decision": ["approve"]}
    assert service.automation.started[0][1] == parameters


def test_the_answer_is_waited_for(service):
    service.automation.answer("muster-pause", "paused", looks=7)

    assert verb(service, RUN, "pause") == "paused"
    assert sum(service.clock.slept) == 7


def test_a_clean_up_may_take_hours(service):
    service.automation.answer("muster-cleanup", "nothing is left", looks=2000)

    assert cleanup(service, RUN) == "nothing is left"
    assert sum(service.clock.slept) == 10_000


def test_a_verb_that_never_answers_is_given_up_and_the_execution_named(service):
    service.automation.answer("muster-pause", looks=10_000)

    with pytest.raises(NoAnswerError, match="has not ended after 300 s") as caught:
        verb(service, RUN, "pause")

    assert "execution-1" in caught.value.hint


def test_a_refused_verb_gives_the_scripts_sentence_alone(service):
    service.automation.refuse("muster-pause", "the run is paused already")

    with pytest.raises(RefusedError) as caught:
        verb(service, RUN, "pause")

    assert caught.value.sentence == "the run is paused already"


def test_an_execution_that_was_stopped_from_outside_is_no_success(service):
    service.automation.answer("muster-pause", status="Cancelled")

    with pytest.raises(RefusedError, match="execution-1 ended Cancelled without a word"):
        verb(service, RUN, "pause")


def test_a_pack_that_is_not_published_is_said_to_be_missing(service):
    with pytest.raises(MissingError, match="no document `muster-pause`"):
        verb(service, RUN, "pause")


GUIDE = "Please refer to Automation Service Troubleshooting Guide for more diagnosis details."


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (f"Step fails when it is X. Traceback: a.RefusedError: no, thanks. {GUIDE}", "no, thanks"),
        (f"Step fails. RefusedError: x RefusedError - no: it is 3.5. {GUIDE}", "no: it is 3.5"),
        (f"Step timed out after 600 seconds. {GUIDE}", "Step timed out after 600 seconds"),
        ("two\nlines", "two lines"),
        ("", "it gives no reason"),
        ("y" * 5000, "y" * 1000),
    ],
)
def test_the_sentence_is_found_in_what_systems_manager_makes_of_it(failure, sentence):
    assert sentence_of(failure) == sentence
