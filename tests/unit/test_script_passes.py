"""A pass ends in time, and what fails for a moment is done later."""

import pytest
from botocore.exceptions import ClientError

from muster.engine.limits import PASS
from ssm_documents.scripts.lib import clients, passes

LONGEST_SCRIPT = 600
LONGEST_CALL = 30


class Watch:
    """A clock that moves only when somebody sleeps or a call takes time."""

    def __init__(self) -> None:
        self.now = 5_000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clients, "time", made)
    monkeypatch.setattr(passes, "time", made)
    return made


def error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Operation")


def failing(code: str):
    def operation() -> None:
        raise error(code)

    return operation


def ticks(code: str):
    """The first fails for a moment, the second is the last."""
    waiting = [lambda: True, lambda: clients.call(failing(code))]

    def tick() -> bool:
        return waiting.pop()()

    return tick


def test_a_tick_that_is_done_ends_the_pass(watch):
    answers = iter([False, False, True])

    assert passes.repeat(lambda: next(answers), lambda: 15, print) is True
    assert watch.now == 5_000 + 30


def test_a_pass_ends_before_systems_manager_ends_it(watch):
    assert passes.repeat(lambda: False, lambda: 15, print) is False
    assert watch.now - 5_000 <= PASS


@pytest.mark.parametrize("seconds", [0, LONGEST_CALL])
def test_a_pass_whose_calls_all_fail_slowly_ends_in_time(watch, seconds):
    def slow() -> None:
        watch.now += seconds
        raise error("ThrottlingException")

    def tick() -> bool:
        for _ in range(50):
            clients.call(slow)
        return True

    assert passes.repeat(tick, lambda: 15, print) is False
    assert watch.now - 5_000 < LONGEST_SCRIPT


def test_a_tick_of_many_calls_is_left_to_the_next_pass_between_two_of_them(watch):
    def tick() -> bool:
        for _ in range(200):
            clients.call(lambda: watch.sleep(LONGEST_CALL))
        return True

    assert passes.repeat(tick, lambda: 15, print) is False
    assert watch.now - 5_000 < LONGEST_SCRIPT


def test_what_fails_for_a_moment_is_told_and_done_by_the_next_tick(watch):
    told: list[str] = []

    assert passes.repeat(ticks("ThrottlingException"), lambda: 15, told.append) is True
    assert "ThrottlingException" in told[0]


def test_what_fails_for_good_is_raised(watch):
    with pytest.raises(ClientError, match="AccessDenied"):
        passes.repeat(lambda: clients.call(failing("AccessDeniedException")), lambda: 15, print)


def test_nobody_need_be_able_to_hear_of_the_trouble(watch):
    def deaf(_text: str) -> None:
        raise error("ThrottlingException")

    assert passes.repeat(ticks("ThrottlingException"), lambda: 15, deaf) is True


def test_calls_outside_a_pass_know_no_end(watch):
    passes.repeat(lambda: True, lambda: 15, print)
    watch.now += 100_000

    clients.call(lambda: None)
