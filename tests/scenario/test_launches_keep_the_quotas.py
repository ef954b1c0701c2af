"""DRS's quotas hold for an account and Region, whoever launches; nobody is refused or starved."""

import pytest
from fakes.fleets import HUB, SPOKES, fleet, ids, inventory
from stage import Stage

QUOTA = "ServiceQuotaExceededException"


def refused(stage: Stage, code: str = QUOTA) -> int:
    """How often StartRecovery was refused so."""
    return stage.world.journal.errors["drs:StartRecovery", code]


def sizes(stage: Stage) -> list[int]:
    return [len(servers) for servers in stage.launches()]


@pytest.mark.parametrize(("quota", "limit"), [("servers_per_job", 15), ("servers_in_jobs", 30)])
def test_a_smaller_quota_is_learned_from_few_refusals(quota, limit):
    plan = fleet({"all": ["web"]}, web=40)
    faults = f"faults: [{{quota: {{{quota}: {limit}}}}}]"
    with Stage(plan=plan, inventory=inventory(web=40), quick=True, faults=faults) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert max(sizes(stage)) <= limit
        assert sum(sizes(stage)) == 40
        assert refused(stage) <= 4


def test_jobs_of_others_count_and_their_servers_are_waited_for_alone():
    plan = fleet({"all": ["web"]}, web=3)
    with Stage(plan=plan, inventory=inventory(web=3), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "all", "preparing", "recovering")
        others = ids("web", 3)[:1]
        stage.client("drs").start_recovery(
            isDrill=True, sourceServers=[{"sourceServerID": one} for one in others]
        )
        stage.until_run(run, "succeeded", "deciding")

        theirs, first, second = stage.launches()
        assert theirs == tuple(others)
        assert set(first) == {*ids("web", 3)[1:]}
        assert second == theirs


def test_one_bad_server_is_set_aside_and_its_chunk_is_launched():
    plan = fleet({"all": ["web"]}, web=40)
    gone = ids("web", 40)[17]
    with Stage(plan=plan, inventory=inventory(web=40), quick=True) as stage:

        def vanish(entry) -> None:
            if entry.name == "drs:StartRecovery":
                drs_servers(stage).pop(gone, None)

        stage.world.front.before.append(vanish)
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert sorted(sizes(stage)) == [39]
        assert gone in stage.wave(run, "all")["reason"]


def drs_servers(stage: Stage):
    return stage.world.parts.drs.targets.at(HUB, "us-west-2").servers


def test_one_wave_spans_several_accounts_through_their_spoke_roles():
    groups = {"here": 2, "there": (3, SPOKES[0]), "beyond": (4, SPOKES[1])}
    plan = fleet({"all": ["here", "there", "beyond"]}, **groups)
    with Stage(plan=plan, inventory=inventory(**groups), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        sent = {c.principal.account: len(c.params["sourceServers"]) for c in calls(stage)}
        assert sent == {HUB: 2, SPOKES[0]: 3, SPOKES[1]: 4}
        assert {call.principal.arn.split("/")[1] for call in calls(stage)} == ROLES
        assert stage.do("cleanup", run) == f"no drill instance of run {run} is left"
        assert {account for account, kind in jobs(stage) if kind == "TERMINATE"} == {*sent}


ROLES = {"muster-automation", "muster-spoke"}


def jobs(stage: Stage) -> set[tuple[str, str]]:
    """Account and kind of every job."""
    at = stage.world.parts.drs.targets.at
    places = (HUB, *SPOKES)
    return {(one, job.type) for one in places for job in at(one, "us-west-2").jobs.values()}


def calls(stage: Stage):
    return stage.calls("drs:StartRecovery")


def test_a_spoke_that_does_not_let_the_hub_in_is_named_before_anything_starts():
    groups = {"here": 1, "there": (1, SPOKES[0])}
    plan = fleet({"all": ["here", "there"]}, **groups)
    denied = "{error: {operation: sts:AssumeRole, code: AccessDenied, times: always}}"
    with Stage(
        plan=plan, inventory=inventory(**groups), quick=True, faults=f"faults: [{denied}]"
    ) as stage:
        run = stage.drill()
        stage.until_ended(run)

        assert f"account {SPOKES[0]} does not let the hub in" in stage.run(run)["verdict"]
        assert stage.launches() == []


def test_after_a_cancel_no_launch_begins_later_than_fifteen_seconds():
    groups = {f"g{n}": 1 for n in range(6)}
    plan = fleet({f"w{n}": [f"g{n}"] for n in range(6)}, **groups)
    with Stage(plan=plan, inventory=inventory(**groups), quick=True) as stage:
        run = stage.drill()
        stage.until(lambda: bool(stage.calls("drs:StartRecovery")))
        stage.set_run(run, state="cancelling")
        written = stage.world.clock.now()
        stage.until_run(run, "cancelled")

        late = [call.at - written for call in calls(stage) if call.at > written]
        assert max(late, default=0) <= 15
        assert len(calls(stage)) < 6


@pytest.mark.slow
def test_what_other_waves_wait_for_is_launched_before_what_asked_earlier():
    groups = {"one": 1, "two": 1, "db": 1, "app": 1}
    plan = fleet({name: [name] for name in groups}, needs={"app": "db"}, **groups)
    others = ids("others", 19)
    stalled = ", ".join(f"stalled-job: {{server: {one}}}" for one in others)
    faults = f"faults: [{stalled}]"
    servers = inventory(others=19, **groups)
    with Stage(plan=plan, inventory=servers, quick=True, faults=faults) as stage:
        for one in others:  # one job of twenty is left
            stage.client("drs").start_recovery(
                isDrill=True, sourceServers=[{"sourceServerID": one}]
            )
        run = stage.drill()
        stage.until_run(run, "succeeded")

        launched = [servers[0] for servers in stage.launches() if servers[0] not in others]
        assert stage.wave(run, "db")["followers"] == 1
        assert launched.index(ids("db", 1)[0]) < launched.index(ids("two", 1)[0])
        assert refused(stage) == 0
