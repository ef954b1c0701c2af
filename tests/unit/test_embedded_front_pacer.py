"""Paced time: the virtual clock follows a wall clock, here one that the test moves."""

import threading

import pytest
from fakes.embedded_world import START, client, socket_client, world

from muster.embedded.aws.clock import Clock
from muster.embedded.aws.lock import WorldLock
from muster.embedded.aws.wall import LONGEST_JUMP, LONGEST_NAP, Pacer

SPEED = 60.0


class Wall:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def paced():
    clock, wall = Clock(START), Wall()
    pacer = Pacer(clock, WorldLock(), SPEED, monotonic=wall)
    return clock, wall, pacer


def test_virtual_time_runs_so_many_times_as_fast(paced):
    clock, wall, pacer = paced

    wall.now += 0.5
    pacer._advance()

    assert clock.now() == START + 30


def test_what_is_due_happens_at_its_own_moment(paced):
    clock, wall, pacer = paced
    happened = []
    clock.after(10, lambda: happened.append(clock.now()))

    wall.now += 0.5
    pacer._advance()

    assert happened == [START + 10]


def test_another_speed_counts_from_the_moment_of_the_change(paced):
    clock, wall, pacer = paced
    wall.now += 0.5

    pacer.change_speed(1.0)
    wall.now += 0.5
    pacer._advance()

    assert clock.now() == START + 30 + 0.5


def test_the_nap_ends_when_the_next_event_is_due(paced):
    clock, _, pacer = paced
    clock.after(6, lambda: None)

    assert pacer._advance() == pytest.approx(0.1)


def test_a_nap_is_never_long(paced):
    _, _, pacer = paced

    assert pacer._advance() == LONGEST_NAP


def test_a_long_pause_of_the_machine_is_not_made_up_for(paced):
    clock, wall, pacer = paced
    ticks = []

    def tick():
        ticks.append(clock.now())
        clock.after(1, tick)

    clock.after(1, tick)
    wall.now += 86_400.0
    pacer._advance()
    wall.now += 0.5
    pacer._advance()

    assert clock.now() == START + (LONGEST_JUMP + 0.5) * SPEED
    assert len(ticks) == 90


def test_a_failing_event_is_kept_and_time_goes_on(paced, caplog):
    clock, wall, pacer = paced
    happened = []
    clock.after(1, lambda: 1 / 0)
    clock.after(2, lambda: happened.append(True))

    wall.now += 0.5
    pacer._advance()

    assert isinstance(pacer.error, ZeroDivisionError)
    assert happened == [True]


def test_catching_up_shows_the_present_but_runs_nothing(paced):
    clock, wall, pacer = paced
    happened = []
    clock.after(10, lambda: happened.append(True))

    wall.now += 0.5
    pacer.catch_up()

    assert (clock.now(), happened) == (START + 10, [])


@pytest.mark.parametrize("speed", [0, -1, float("inf"), float("nan")])
def test_a_speed_is_a_number_above_zero(speed):
    with pytest.raises(ValueError, match="a number above 0"):
        Pacer(Clock(START), WorldLock(), speed)


def test_an_event_scheduled_by_a_request_wakes_the_pacer():
    with world() as a_world:
        a_world.pace(100_000)
        done = threading.Event()
        with a_world.lock:
            a_world.clock.after(1.0, done.set)

        assert done.wait(5)


def test_a_task_works_while_sockets_are_answered():
    with world() as a_world:
        a_world.pace(2000)
        sts = socket_client(a_world, a_world.listen().port, "sts")
        done = threading.Event()

        def task():
            for _ in range(20):
                client(a_world, "sts").get_caller_identity()
                a_world.clock.sleep(1.0)
            done.set()

        with a_world.lock:
            a_world.clock.spawn(task, "worker")
        for _ in range(20):
            sts.get_caller_identity()

        assert done.wait(10)


def test_a_task_that_takes_the_lock_and_sleeps_does_not_shut_others_out():
    lock, clock = WorldLock(), Clock(START)
    entered = threading.Event()

    def task():
        with lock:
            clock.sleep(10)

    clock.spawn(task, "sleeper")
    with lock:
        clock.advance_to(START + 1)

    def enter():
        with lock:
            entered.set()

    threading.Thread(target=enter, daemon=True).start()
    assert entered.wait(5)


def test_long_polling_over_a_socket_lends_the_lock_and_ends_by_virtual_time():
    with world() as a_world:
        a_world.pace(400)
        port = a_world.listen().port
        sqs, sts = socket_client(a_world, port, "sqs"), socket_client(a_world, port, "sts")
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        answers = []
        poll = threading.Thread(
            target=lambda: answers.append(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20))
        )

        poll.start()
        sts.get_caller_identity()
        poll.join(10)

        assert "Messages" not in answers[0]


def test_time_goes_on_from_where_a_jump_of_the_clock_has_led(paced):
    clock, wall, pacer = paced

    clock.jump(3600)
    wall.now += 0.5
    pacer._advance()
    assert clock.now() == START + 3600

    wall.now += 0.5
    pacer._advance()
    assert clock.now() == START + 3600 + 30


def test_the_work_of_a_task_takes_no_virtual_time_however_slow_the_machine_is(paced):
    clock, wall, pacer = paced
    seen = []

    def work():
        wall.now += 30  # half an hour, at this speed
        pacer.catch_up()
        seen.append(clock.now())

    clock.spawn(work, "script")
    pacer._advance()

    assert seen == [START]
