"""The loop between queue and consumer."""

from fakes.hearing import FakeQueue

from muster.service.pump import LONG_POLL, MOST, PAUSES, Pump


class Eater:
    """Digests everything but what it is told to keep."""

    def __init__(self, *keep):
        self.keep = frozenset(keep)
        self.batches = []

    def __call__(self, batch):
        self.batches.append([message.message for message in batch])
        return self.keep


def pump(queue, eater, due=lambda: None, slept=None):
    slept = [] if slept is None else slept
    return Pump(queue, eater, due, sleep=slept.append)


def after(times):
    """A `stopped` that says yes after so many questions."""
    answers = iter([False] * times)
    return lambda: next(answers, True)


def test_draining_takes_everything_and_never_waits():
    queue, eater = FakeQueue(*map(str, range(25))), Eater()

    done = pump(queue, eater).drain()

    assert done == 25
    assert (queue.waiting, queue.in_flight) == ([], {})
    assert set(queue.waits) == {0}


def test_the_more_messages_wait_the_more_are_digested_together():
    queue, eater = FakeQueue(*map(str, range(MOST + 15))), Eater()

    pump(queue, eater).drain()

    assert [len(batch) for batch in eater.batches] == [MOST, 15]


def test_messages_to_keep_are_not_deleted():
    queue = FakeQueue("a", "b", "c")

    done = pump(queue, Eater("m1")).drain()

    assert done == 2
    assert [message.message for message in queue.in_flight.values()] == ["m1"]


def test_draining_ends_when_everything_has_to_be_kept():
    queue = FakeQueue("a", "b")
    loop = pump(queue, Eater("m0", "m1"))

    assert loop.drain() == 0
    queue.come_again()
    assert loop.drain() == 0
    assert [message.receives for message in queue.in_flight.values()] == [2, 2]


def test_running_waits_at_an_empty_queue_and_stops_when_told():
    queue = FakeQueue()

    pump(queue, Eater()).run(after(3))

    assert queue.waits == [LONG_POLL] * 3


def test_what_was_put_off_is_said_in_time():
    queue, asked = FakeQueue(), []

    pump(queue, Eater(), due=lambda: asked.append(1) or 2.2).run(after(2))

    assert queue.waits == [3, 3]
    assert len(asked) == 2


def test_draining_says_what_is_due():
    asked = []

    pump(FakeQueue(), Eater(), due=lambda: asked.append(1)).drain()

    assert asked == [1]


def test_the_loop_outlives_whatever_goes_wrong(caplog):
    queue, eater, slept = FakeQueue("a"), Eater(), []
    answers = iter([ValueError("a bug"), TypeError("another")])

    def due():
        for error in answers:
            raise error

    pump(queue, eater, due, slept).run(after(3))

    assert slept == list(PAUSES[:2])
    assert eater.batches == [["m0"]]
    assert "a bug" in caplog.text


def test_a_queue_that_cannot_be_reached_is_tried_again_ever_more_slowly(caplog):
    queue, eater, slept = FakeQueue("a"), Eater(), []
    queue.failures = 7

    pump(queue, eater, slept=slept).run(after(8))

    assert slept == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert eater.batches == [["m0"]]
    assert "AWS does not answer" in caplog.text
