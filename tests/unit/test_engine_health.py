"""How far a server is through its health checks."""

import pytest

from muster.engine.health import answered, begun, title, unanswered, unhealthy, waiting
from muster.engine.items import Server

LAUNCHED = Server("s-1", "w", "launched", instance="i-1")
TWO = [{"check": "ec2-status", "deadline": 900}, {"tcp": 5432, "deadline": 300}]


def after(*answers, checks=TWO, waited=10):
    server = begun(LAUNCHED, 1)
    for why in answers:
        server = answered(server, checks, why, waited)
    return server


def test_a_server_is_healthy_when_it_has_passed_every_check_in_turn():
    assert after("").health == "waiting"
    assert after("", "").health == "healthy"


def test_a_check_that_does_not_pass_is_asked_again_and_says_why():
    server = after("", "connection refused")

    assert (server.health, server.passed, server.tries) == ("waiting", 1, 1)
    assert server.finding == "tcp 5432: connection refused"
    assert after("", "connection refused", "").finding == ""


def test_after_its_deadline_a_check_is_asked_no_more():
    assert after("", "refused", waited=300).health == "waiting"
    assert after("", "refused", waited=301).health == "unhealthy"
    assert after("initializing", waited=301).health == "waiting"


def test_after_its_retries_a_check_is_asked_no_more():
    few = [{"tcp": 80, "deadline": 900, "retries": 1}]

    assert after("refused", checks=few).health == "waiting"
    assert after("refused", "refused", checks=few).health == "unhealthy"


def test_the_next_attempt_begins_anew_and_the_same_one_goes_on():
    sick = after("initializing", waited=1000)

    assert begun(sick, 1) is sick
    fresh = begun(sick, 2)
    assert (fresh.health, fresh.passed, fresh.tries, fresh.finding) == ("waiting", 0, 0, "")


def test_who_was_unhealthy_in_an_earlier_attempt_is_not_counted():
    sick = after("initializing", waited=1000)

    assert unhealthy([sick], 1) == [sick]
    assert unhealthy([sick], 2) == []
    assert waiting([sick, after("")]) == [after("")]


@pytest.mark.parametrize(
    ("check", "called"),
    [
        ({"check": "ssm-agent"}, "ssm-agent"),
        ({"tcp": 5432, "path": "/"}, "tcp 5432"),
        ({"http": 8080, "path": "/health"}, "http 8080/health"),
        ({"command": "x" * 90}, "command " + "x" * 51 + "…"),
    ],
)
def test_a_check_is_called_by_what_it_asks(check, called):
    assert title(check) == called


def test_a_check_that_cannot_be_asked_uses_up_no_try_and_keeps_its_deadline():
    few = [{"tcp": 80, "deadline": 300, "retries": 0}]
    server = begun(LAUNCHED, 1)

    early, late = (unanswered(server, few, "Throttling", waited) for waited in (300, 301))

    assert (early.health, early.tries) == ("waiting", 0)
    assert early.finding == "tcp 80: AWS does not answer: Throttling"
    assert late.health == "unhealthy"
