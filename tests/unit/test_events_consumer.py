"""A batch of the queue: one reaction a run, and the right messages kept."""

import random

import pytest
from fakes.hearing import (
    BrokenTable,
    FakeAnnouncer,
    FakeRecoveryService,
    messages,
    sample,
    told,
)
from fakes.muster_service import OTHER, RUN, fake_service, put_gate, put_run

from eventbridge.consumer import MOST_RECEIVES, Consumer
from eventbridge.function_batch import answer, messages_of
from muster.service.hearing import Message
from muster.service.reactions.reactor import Reactor


@pytest.fixture
def service():
    made = fake_service()
    put_run(made)
    put_run(made, run=OTHER)
    return made


@pytest.fixture
def chat():
    return FakeAnnouncer()


def consumer(service, chat, table=None):
    reactor = Reactor(table or service.table, FakeRecoveryService(), chat, service.clock)
    return Consumer(reactor, own_role="muster-automation")


def test_many_events_of_a_run_make_one_edit(service, chat):
    batch = messages(*(told("wave changed", RUN, of="databases", n=n) for n in range(10)))

    digest = consumer(service, chat).digest(batch)

    assert chat.refreshed == [RUN]
    assert digest.keep == frozenset()
    assert digest.fates == {"done": 10}


def test_the_runs_of_a_batch_are_kept_apart(service, chat):
    consumer(service, chat).digest(
        messages(
            told("run changed", RUN),
            told("run changed", OTHER),
            told("wave changed", RUN, of="web"),
        )
    )

    assert chat.refreshed == [RUN, OTHER]


def test_what_is_no_event_is_dropped_and_counted(service, chat):
    batch = messages(
        "not json", sample("ssm_step"), told("run changed", "#"), sample("drs_stalled")
    )

    digest = consumer(service, chat).digest(batch)

    assert digest.keep == frozenset()
    assert digest.fates == {"not-an-event": 1, "unknown-kind": 1, "malformed": 1, "done": 1}


def test_a_run_whose_reaction_fails_keeps_its_messages_only(service, chat):
    chat.refresh = lambda run: chat.refreshed.append(run) if run == RUN else 1 / 0

    digest = consumer(service, chat).digest(
        messages(told("run changed", RUN), told("run changed", OTHER), told("cleanup done", OTHER))
    )

    assert chat.refreshed == [RUN]
    assert digest.keep == {"m1", "m2"}


def test_messages_whose_run_cannot_be_looked_up_are_kept(service, chat):
    batch = messages(sample("ssm_execution_canceled"), "not json")

    digest = consumer(service, chat, BrokenTable()).digest(batch)

    assert digest.keep == {"m0"}


def test_messages_of_a_table_that_cannot_be_read_are_kept(service, chat):
    digest = consumer(service, chat, BrokenTable()).digest(messages(told("run changed", RUN)))

    assert digest.keep == {"m0"}
    assert chat.refreshed == []


def test_a_message_that_failed_too_often_is_left_to_the_dead_letters(service, chat):
    poison = Message("m9", told("run changed", RUN), receives=MOST_RECEIVES + 1)

    digest = consumer(service, chat).digest([poison])

    assert digest.keep == {"m9"}
    assert digest.fates == {"poison": 1}
    assert chat.refreshed == []


def test_every_event_twice_and_shuffled_tells_the_same_once(service, chat):
    put_gate(service, "applications")
    bodies = 2 * [
        told("run changed", RUN),
        told("approval needed", RUN, gate="applications"),
        *(told("wave changed", RUN, of=f"wave-{number}") for number in range(20)),
    ]
    random.Random(7).shuffle(bodies)
    mine = consumer(service, chat)

    for start in range(0, len(bodies), 10):
        mine.digest(messages(*bodies[start : start + 10]))

    assert len(chat.refreshed) == 5
    assert list(chat.calls) == [(RUN, "approval/applications/1")]


def test_a_function_gets_messages_and_answers_with_what_must_come_again(service, chat):
    event = {
        "Records": [
            {"messageId": "a", "body": "x", "attributes": {"ApproximateReceiveCount": "6"}},
            {"messageId": "b", "body": told("run changed", RUN), "attributes": {}},
        ]
    }

    digest = consumer(service, chat).digest(messages_of(event))

    assert answer(digest) == {"batchItemFailures": [{"itemIdentifier": "a"}]}
    assert chat.refreshed == [RUN]
