"""What is said of the instances of a drill: that they run only where some are known."""

from fakes.bot_stories import Scene, ended
from fakes.muster_service import NOW, RUN, put_server

from bot.views.run.ended import ended_message


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
