"""A function that is warm keeps what it made, and hears of a Slack secret that was replaced."""

from types import SimpleNamespace

import pytest
from fakes.aws.clock import FakeClock

from muster.entrypoints.functions.warm import LOOKS_EVERY, Warm
from muster.entrypoints.functions.wired import Wired
from muster.service.errors import MusterError


class FakeWired:
    """A `Wired` whose secret is in `kept`; None: it cannot be read."""

    def __init__(self, kept, clock):
        self._kept = kept
        self.own = SimpleNamespace(clock=clock)
        self.secrets = self._read()

    def has_other_secrets(self):
        return self.secrets != self._read()

    def _read(self):
        if self._kept["secret"] is None:
            raise MusterError("Secrets Manager does not answer")
        return self._kept["secret"]


@pytest.fixture
def kept():
    return {"secret": "old"}


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def warm(kept, clock):
    return Warm(lambda: FakeWired(kept, clock), lambda wired: [wired.secrets])


def test_what_was_made_is_kept(warm, clock):
    first = warm.current()
    clock.sleep(LOOKS_EVERY)

    assert warm.current() is first


def test_a_secret_that_was_replaced_is_heard_of_within_minutes(warm, kept, clock):
    warm.current()
    kept["secret"] = "new"
    clock.sleep(LOOKS_EVERY - 1)
    assert warm.current() == ["old"]
    clock.sleep(1)

    assert warm.current() == ["new"]


def test_a_secret_that_cannot_be_read_again_leaves_everything_at_work(warm, kept, clock):
    first = warm.current()
    kept["secret"] = None
    clock.sleep(LOOKS_EVERY)

    assert warm.current() is first


def test_what_could_not_be_made_is_tried_again(warm, kept):
    kept["secret"] = None
    with pytest.raises(MusterError):
        warm.current()
    kept["secret"] = "filled"

    assert warm.current() == ["filled"]


def test_a_secret_that_was_never_needed_is_not_read_again():
    assert not Wired(None, None).has_other_secrets()
