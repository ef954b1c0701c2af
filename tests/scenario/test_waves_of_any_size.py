"""Waves and plans of any size, and many at once: inside every quota, and all of them end."""

from collections import Counter

from fakes.fleets import fleet, inventory
from stage import Stage


def refused(stage: Stage) -> int:
    """How often StartRecovery was refused for a quota."""
    return stage.world.journal.errors["drs:StartRecovery", "ServiceQuotaExceededException"]


def sizes(stage: Stage) -> list[int]:
    return [len(servers) for servers in stage.launches()]


def test_a_wave_larger_than_a_job_is_launched_in_jobs_of_a_hundred():
    plan = fleet({"all": ["web"]}, web=250)
    with Stage(plan=plan, inventory=inventory(web=250), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert sorted(sizes(stage)) == [50, 100, 100]
        assert refused(stage) == 0


def test_two_dozen_waves_share_one_listing_of_jobs_and_no_call_is_refused():
    groups = {f"g{n}": 2 for n in range(24)}
    plan = fleet({f"w{n}": [f"g{n}"] for n in range(24)}, **groups)
    with Stage(plan=plan, inventory=inventory(**groups)) as stage:
        run = stage.drill()
        stage.until(lambda: len(stage.calls("drs:StartRecovery")) >= 20)
        stage.pass_time(180)
        waits = [item["waits_for"] for item in stage.items(f"RUN#{run}", "WAVE#")]
        stage.until_run(run, "succeeded")

        assert sum("all DRS jobs of account" in text for text in waits) == 4
        assert refused(stage) == 0
        by_minute = Counter(
            int(call.at // 60)
            for call in stage.calls("drs:DescribeJobs")
            if "/muster-automation/" in call.principal.arn
        )
        assert max(by_minute.values()) <= 5
