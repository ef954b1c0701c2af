"""A health check that AWS does not answer takes its share of a pass, and its deadline is kept."""

from typing import Any

import pytest

from muster.engine.health import begun
from muster.engine.items import Server
from ssm_documents.scripts import check_health
from ssm_documents.scripts.lib import clients

CHECKS = [{"tcp": 443, "from": "probe", "deadline": 300}]
SERVER = begun(Server("s-1", "w", "launched", instance="i-1"), 1)


class Watch:
    """A clock that moves only when a call takes time."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clients, "time", made)
    monkeypatch.setattr(check_health, "time", made)

    def hang(*_: Any) -> None:
        while True:
            clients.check_time()
            made.now += 120

    monkeypatch.setattr(check_health, "asker", lambda _check: hang)
    return made


def ask(waited: int) -> list[Server]:
    here: Any = None
    return check_health._ask(here, CHECKS, [SERVER], waited)


def test_who_is_asked_in_vain_for_long_is_unhealthy_after_the_deadline(watch):
    [early], [late] = ask(waited=300), ask(waited=301)

    assert (early.health, late.health) == ("waiting", "unhealthy")
    assert late.finding == "tcp 443: AWS does not answer: nothing in 240 s"


def test_nobody_is_unhealthy_because_the_pass_is_over(watch):
    with clients.within(watch.now + 100), pytest.raises(clients.OutOfTimeError):
        ask(waited=301)


def test_after_a_check_there_is_as_much_time_left_as_there_was_before(watch):
    with clients.within(watch.now + 560):
        ask(waited=1)
        clients.check_time(needed=180)

    clients.check_time(needed=10_000)
