"""A wave of several accounts goes on where AWS answers."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from muster.engine.items import Intent, Server
from muster.engine.target import Target
from ssm_documents.scripts import recover
from ssm_documents.scripts.lib import launching, sharing
from ssm_documents.scripts.lib.sight import Watch

SICK, WELL = ("111111111111", "us-west-2"), ("222222222222", "us-west-2")
THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": "no"}}, "Describe")
FORBIDDEN = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "Describe")


def failing_at(*sick: Any, error: ClientError = THROTTLED) -> Any:
    """What works for all places but the sick ones, and gives the place."""

    def work(_watch: Any, there: Any, *_: Any) -> Any:
        if there in sick:
            raise error
        return there

    return work


@pytest.fixture
def renewed(monkeypatch):
    """The places whose jobs are listed."""

    def of(work: Any) -> list[Any]:
        seen: list[Any] = []
        monkeypatch.setattr(sharing, "_renewed", lambda *a: seen.append(work(*a)) or a[2])
        targets = {place: Target(*place) for place in (SICK, WELL)}
        watch: Any = SimpleNamespace()
        sharing.renew(watch, SimpleNamespace(targets=targets))
        return seen

    return of


def test_the_jobs_of_an_account_are_listed_although_another_does_not_answer(renewed):
    assert renewed(failing_at(SICK)) == [WELL]


def test_that_no_account_answers_or_that_one_refuses_is_not_passed_over(renewed):
    with pytest.raises(ClientError):
        renewed(failing_at(SICK, WELL))
    with pytest.raises(ClientError):
        renewed(failing_at(SICK, error=FORBIDDEN))


def test_servers_of_an_account_are_launched_although_another_does_not_answer(monkeypatch):
    launched: list[Any] = []
    work = failing_at(SICK)
    monkeypatch.setattr(launching, "conversions", lambda *_: "")
    monkeypatch.setattr(
        launching, "_launch_there", lambda _w, _s, there, _: launched.append(work(_w, there)) or ""
    )
    missing = [Server(account, "w", "pending", account=account) for account, _ in (SICK, WELL)]
    run = SimpleNamespace(hold=False, abort="")
    wave = SimpleNamespace(spec={})
    sight: Any = SimpleNamespace(missing=missing, run=run, wave=wave, in_flight=set())
    watch: Any = SimpleNamespace(here=SimpleNamespace(account="0", region="us-west-2"))

    waits_for = launching.launch_missing(watch, sight)

    assert launched == [WELL]
    assert "does not answer for account 111111111111" in waits_for


@pytest.fixture
def answers(monkeypatch):
    """The places whose answers are read, and the watch after it; two accounts have launches."""

    def of(*sick: Any, error: ClientError = THROTTLED) -> tuple[list[Any], Watch]:
        seen: list[Any] = []
        read = failing_at(*sick, error=error)
        monkeypatch.setattr(recover, "jobs_in_sight", lambda *_: [])
        monkeypatch.setattr(recover, "settle_open", lambda *_: 0)
        monkeypatch.setattr(
            recover,
            "read_results",
            lambda _here, intents, *_: len([seen.append(read(None, place_of(intents))) or 1]),
        )
        here: Any = SimpleNamespace(account="0", region="us-west-2")
        intents = [Intent(a, "w", "placed", account=a, region=r) for a, r in (SICK, WELL)]
        sight: Any = SimpleNamespace(intents=intents, servers={})
        watch = Watch(here, read_at=1)
        recover._read_answers(watch, sight, {place: Target(*place) for place in (SICK, WELL)})
        return seen, watch

    def place_of(intents: list[Intent]) -> Any:
        [intent] = intents
        return intent.account, intent.region

    return of


def test_results_of_an_account_are_read_although_another_does_not_answer(answers):
    seen, watch = answers(SICK)

    assert seen == [WELL]
    assert watch.trouble.startswith("AWS, which does not answer for account 111111111111")
    assert watch.is_behind


def test_that_nobody_tells_of_results_or_that_one_account_refuses_is_not_passed_over(answers):
    with pytest.raises(ClientError):
        answers(SICK, WELL)
    with pytest.raises(ClientError):
        answers(SICK, error=FORBIDDEN)
