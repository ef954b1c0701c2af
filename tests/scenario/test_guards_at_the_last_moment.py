"""What happens between the look at a server and its launch is seen before anything is launched."""

from typing import Any

import pytest
from fakes.sample_servers import DB
from stage import Stage, read_plan_of

ONE = read_plan_of(f"groups: {{db: {{servers: [{DB}]}}}}\nwaves: [{{wave: only, groups: [db]}}]")


def meanwhile(stage: Stage, operation: str, what: Any) -> None:
    """Let this happen right before the wave's next call of the operation."""
    before = stage.world.front.before

    def strike(entry: Any) -> None:
        if entry.name == operation:
            before.remove(strike)
            what()

    before.append(strike)


@pytest.mark.parametrize("document", ["muster-recover-small", "muster-drill-small"])
def test_who_looks_for_recovery_points_for_minutes_looks_at_the_instances_again(document):
    with Stage(plan=ONE, quick=True) as stage:
        drs = stage.client("drs")

        def somebody_recovers_it() -> None:
            drs.start_recovery(isDrill=False, sourceServers=[{"sourceServerID": DB}])
            stage.world.clock.sleep(200)

        run = stage.start(document, PointInTime="latest-snapshot")
        stage.until_wave(run, "only", "starting", "preparing")
        meanwhile(stage, "drs:DescribeRecoverySnapshots", somebody_recovers_it)
        stage.until_run(run, "deciding")

        [live] = drs.describe_recovery_instances(filters={})["items"]
        assert live["ec2InstanceID"] in stage.wave(run, "only")["reason"]
        assert live["isDrill"] is False
        assert stage.launches() == [(DB,)]
