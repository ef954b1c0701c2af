"""A drill's instance that fails back to its source is in use: nothing replaces or terminates it."""

import pytest
from fakes.sample_servers import DB
from stage import Stage, two_waves

from muster.embedded.aws.drs.operations import recovery_instances


@pytest.fixture
def failing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was launched of the database fails back."""
    view = recovery_instances.recovery_instance

    def shown(instance, state):
        its = "FAILBACK_IN_PROGRESS" if instance.server.id == DB else "FAILBACK_NOT_STARTED"
        return {**view(instance, state), "failback": {"state": its}}

    monkeypatch.setattr(recovery_instances, "recovery_instance", shown)


@pytest.mark.usefixtures("failing_back")
def test_what_fails_back_survives_the_clean_up_of_its_drill_and_the_next_drill():
    with Stage(plan=two_waves(), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        kept = stage.item(f"RUN#{run}", f"SRV#second#{DB}")["instance"]

        assert f"{kept} of this drill fail back" in stage.do("cleanup", run)
        left = stage.client("drs").describe_recovery_instances(filters={})["items"]
        alive = [i["ec2InstanceID"] for i in left if i["ec2InstanceState"] != "TERMINATED"]
        assert alive == [kept]

        following = stage.drill()
        stage.until_run(following, "failed")
        assert kept in stage.run(following)["verdict"]
