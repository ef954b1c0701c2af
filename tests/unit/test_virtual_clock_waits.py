from muster.embedded.aws.clock import Clock, Signal


class BrokenOff(Exception):  # noqa: N818 - an event
    pass


def test_a_wait_that_was_broken_off_does_not_shorten_a_later_sleep():
    clock, woke = Clock(0.0), []
    signal = Signal(clock)

    def body():
        try:
            clock.wait(signal)
        except BrokenOff:
            clock.sleep(100)
        woke.append(clock.now())

    task = clock.spawn(body, "task")
    clock.at(10, lambda: task.kill(BrokenOff()))
    clock.at(20, signal.set)
    clock.advance_to(500)

    assert woke == [110]


def test_a_task_that_kills_itself_dies_at_its_next_pause():
    clock, did = Clock(0.0), []

    def body():
        task.kill(BrokenOff())
        did.append("said")
        clock.sleep(100)
        did.append("slept")

    task = clock.spawn(body, "task")
    clock.advance_to(500)

    assert did == ["said"]
    assert isinstance(task.error, BrokenOff)


def test_a_sleep_caught_in_its_death_leaves_no_timer_behind():
    clock, woke = Clock(0.0), []

    def body():
        task.kill(BrokenOff())
        try:
            clock.sleep(50)
        except BrokenOff:
            clock.sleep(200)
        woke.append(clock.now())

    task = clock.spawn(body, "task")
    clock.advance_to(500)

    assert woke == [200]
