"""What is said of the instances of a drill: that they run only where some are known."""

from fakes.bot_stories import Scene, ended
from fakes.muster_service import NOW, RUN, put_server

from bot.views.run.ended import ended_message
from muster.engine.keys import intent_key


def told(scene):
    return str(ended_message(scene.story()).blocks)


def test_instances_that_are_known_still_run_and_are_counted():
    assert "Its drill instances still run, and cost money" in told(ended())
    assert "6 drill instances of payments are terminated, and nothing else." in told(ended())


def test_where_no_instance_is_known_none_is_said_to_run():
    scene = Scene(state="failed", ended_at=NOW - 5)
    put_server(scene.service, "web", "s-200000000000000aa", state="failed", intent=f"{RUN}/1")

    assert "still run" not in told(scene)
    assert "Whether DRS launched anything after all is not known" in told(scene)
    assert "What this drill of payments launched after all is terminated" in told(scene)


def adopted(scene, *, job):
    values = {"state": "launched", "instance": "i-9", "job": job, "adopted_by": "operator"}
    put_server(scene.service, "web", "s-290000000000000aa", **values)


def test_an_adopted_instance_is_not_counted_among_those_that_go():
    scene = ended()
    adopted(scene, job="drsjob-of-somebody-else")

    assert "6 drill instances of payments are terminated, and nothing else." in told(scene)


def test_an_instance_of_this_run_goes_also_if_somebody_adopted_it():
    scene = ended()
    key = intent_key(RUN, "web", "one")
    scene.service.table.put(key, intent="one", wave="web", state="placed", job="drsjob-ours")
    adopted(scene, job="drsjob-ours")

    assert "7 drill instances of payments are terminated, and nothing else." in told(scene)


def test_where_all_instances_are_adopted_none_is_said_to_be_left_by_the_drill():
    scene = Scene(state="succeeded", ended_at=NOW - 5)
    adopted(scene, job="drsjob-of-somebody-else")

    assert "still run" not in told(scene)
