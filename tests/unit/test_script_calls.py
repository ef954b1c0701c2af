"""A call that fails for a moment is repeated with patience; what changes nothing has little."""

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from ssm_documents.scripts.lib import clients, tell


class Watch:
    """A clock at a given moment; sleeping is noted."""

    def __init__(self, moment: float) -> None:
        self.now = moment
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def throttled() -> None:
    raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "slower"}}, "Describe")


def pauses(monkeypatch: pytest.MonkeyPatch, moment: float) -> list[float]:
    watch = Watch(moment)
    monkeypatch.setattr(clients, "time", watch)
    with pytest.raises(ClientError):
        clients.call(throttled)
    return watch.slept


def test_a_throttled_call_is_repeated_later_and_later_for_about_a_minute(monkeypatch):
    slept = pauses(monkeypatch, 1000.25)

    assert slept == sorted(slept)
    assert 45 <= sum(slept) <= 80
    assert max(slept) <= 1.25 * clients.LONGEST_PAUSE


def test_two_that_were_throttled_together_come_back_apart(monkeypatch):
    one, other = pauses(monkeypatch, 1000.123), pauses(monkeypatch, 1000.137)

    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 1


class Deaf:
    """An event bus that never answers; it notes how long it was given."""

    def put_events(self, **_entries: object) -> None:
        raise ReadTimeoutError(endpoint_url="events")


class Here:
    run, wave, execution, region, topic = "run-1", "first", "execution-1", "us-west-2", ""


def test_an_event_that_nobody_takes_holds_nothing_up(monkeypatch):
    given = []
    monkeypatch.setattr(tell, "client", lambda *args: given.append(args) or Deaf())

    tell.tell(Here, "wave changed", state="recovering")

    assert given == [("events", "us-west-2", tell.SHORT_PATIENCE)]
    assert tell.SHORT_PATIENCE <= 5
