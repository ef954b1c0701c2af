"""What a run is expected to do: ETA, what holds it up, how the RTO stands, where to look."""

from fakes.bot_stories import Scene, approving, asking
from fakes.muster_service import NOW, OTHER, RUN, put_gate, put_run, put_server, put_wave

from bot.reading import read_story
from bot.settings import BotSettings
from bot.views.run.decision import decision_message
from bot.views.run.outlook import about, held_up_line, outlook_line, rto_line
from bot.views.run.root import root_message


def recovering(launched=1, **run):
    scene = Scene(state="running", **run).done("databases")
    return scene.wave(
        "applications",
        state="recovering",
        launched=launched,
        since=NOW - 240,
        started_at=NOW - 250,
    )


def with_past(scene, seconds=300, *, gate_at=0, state="succeeded"):
    begun = NOW - 86_400
    put_run(scene.service, OTHER, state=state, requested_at=begun, ended_at=begun + 4 * seconds)
    for number, wave in enumerate(("databases", "applications", "web", "switch-traffic")):
        start = begun + number * seconds
        ended = {"started_at": start - gate_at, "ended_at": start + seconds}
        put_wave(scene.service, wave, OTHER, state="succeeded", **ended)
        if gate_at:
            put_gate(scene.service, wave, OTHER, state="approved", decided_at=start)
    return scene


def test_the_wave_that_all_wait_for_is_named_with_what_is_missing_and_since_when():
    scene = recovering(total=12)
    put_server(scene.service, "applications", "s-x", state="launching")

    [told] = held_up_line(recovering_with_launching().story())

    assert told == "Holding us up: wave *applications*, 1 of 2 servers still launching, 4 m"


def recovering_with_launching():
    scene = recovering()
    put_server(scene.service, "applications", "s-110000000000000aa", state="launching")
    return scene


def test_servers_in_health_checks_hold_a_run_up_too():
    scene = recovering(2)
    scene.wave("applications", state="checking", launched=2, since=NOW - 130, started_at=NOW - 250)
    put_server(
        scene.service, "applications", "s-110000000000000aa", state="launched", health="waiting"
    )

    [told] = held_up_line(scene.story())

    assert told.endswith("*applications*, 1 of 2 servers still in health checks, 2 m")


def test_a_server_that_is_launched_and_sick_is_named_with_what_was_found():
    scene = asking()
    sick = {"state": "launched", "health": "unhealthy", "finding": "tcp 5432: nobody listens"}
    put_server(scene.service, "applications", "s-110000000000000aa", **sick)
    scene.service.table.change((f"RUN#{RUN}", "WAVE#applications"), launched=2, failed=0)
    story = scene.story()

    told = str(decision_message(story, story.wave("applications")).blocks)

    assert "tcp 5432: nobody listens" in told
    assert "checks the 1 that are not healthy again" in told


def test_nobody_holds_a_run_up_that_waits_for_people_or_is_paused():
    held = recovering(hold=True, held_by="oncall", held_at=NOW - 40)

    for scene in (asking(), approving(), held):
        assert list(held_up_line(scene.story())) == []


def test_a_run_is_done_when_its_plan_took_so_long_before():
    told = outlook_line(with_past(recovering()).story())

    end = NOW + 60 + 300 + 300  # a minute, at the least, for what is under way
    assert f"done about <!date^{end}^" in told
    assert "11 m from now" in told
    assert "RTO kept by" in told
    assert "as the drill of <!date^" in told


def test_the_time_that_an_approval_took_is_not_counted_as_work():
    with_gates = with_past(recovering(), gate_at=7200).story()

    assert with_gates.forecast.end == with_past(recovering()).story().forecast.end


def test_an_rto_that_will_be_missed_is_said_so():
    told = outlook_line(with_past(recovering(rto=900)).story())

    assert ":warning: RTO missed by 6 m" in told


def test_a_run_that_did_not_succeed_is_nothing_to_go_by():
    story = with_past(recovering(), state="failed").story()

    assert story.forecast.past.run == ""
    assert "at the pace so far" in outlook_line(story)


def test_without_any_experience_an_assumption_is_called_one_and_the_rto_is_not_judged():
    told = outlook_line(Scene(state="running").story())

    assert "if a wave takes 15 m: there is no earlier run to go by" in told
    assert "RTO" not in told


def test_what_waits_for_people_has_no_hour_but_work_that_is_left():
    told = outlook_line(with_past(approving()).story())

    assert "about 15 m of work left once people have decided" in told
    assert "done about" not in told


def test_nothing_is_foretold_of_a_run_that_is_over_aborted_or_driven_by_nobody():
    for scene in (
        Scene(state="succeeded", ended_at=NOW),
        Scene(state="running", abort="aborted by operator"),
        Scene(state="running", heartbeat=NOW - 900),
    ):
        assert outlook_line(scene.story()) == ""


def test_the_clock_of_the_rto_runs_down():
    assert rto_line(Scene(state="running").story()) == "35 m left"
    assert rto_line(Scene(state="running", rto=300).story()) == ":warning: missed 5 m ago"
    assert rto_line(Scene(state="running", rto=0).story()) == ""


def test_the_past_is_read_once_a_run():
    scene = recovering()
    first = scene.story().forecast.past
    with_past(scene)

    assert scene.story().forecast.past is first


def test_a_wave_under_way_links_to_its_execution_and_its_jobs():
    scene = recovering()
    scene.service.table.change(
        ("RUN#" + scene.story().view.run, "WAVE#applications"), execution="e-1"
    )
    put_server(
        scene.service,
        "applications",
        "s-110000000000000aa",
        state="launching",
        job="drsjob-5ed4d4a0000000000",
        region="eu-west-1",
    )

    [plan] = [b for b in root_message(scene.story()).blocks if b["type"] == "plan"]
    sources = plan["tasks"][1]["sources"]

    assert [source["text"] for source in sources] == ["Systems Manager", "DRS job drsjob-5ed4d4a…"]
    assert sources[0]["url"].startswith("https://us-west-2.console.aws.amazon.com/systems-manager/")
    assert sources[1]["url"] == (
        "https://eu-west-1.console.aws.amazon.com/drs/home?region=eu-west-1"
        "#/launchHistory/drsjob-5ed4d4a0000000000"
    )
    assert "sources" not in plan["tasks"][0]


def test_a_server_that_failed_links_to_its_job_and_its_instance():
    scene = asking()
    put_server(
        scene.service,
        "applications",
        "s-110000000000000aa",
        state="failed",
        job="drsjob-5ed4d4a0000000000",
        instance="i-0abc",
        reason="it does not answer",
    )

    story = scene.story()
    told = str(decision_message(story, story.wave("applications")).blocks)

    assert "launchHistory/drsjob-5ed4d4a0000000000|DRS job>" in told
    assert "#InstanceDetails:instanceId=i-0abc|EC2 instance>" in told


def test_without_a_console_there_are_no_links():
    scene = recovering()
    settings = BotSettings(token="xoxb-1-2", channel="C0CHANNEL1", console="")

    story = read_story(scene.service, settings, scene.story().view.run)

    assert "https://" not in str(root_message(story).blocks)


def test_waves_are_lines_where_the_plan_block_is_not_wanted():
    scene = recovering()
    settings = BotSettings(token="xoxb-1-2", channel="C0CHANNEL1", plan_block=False)

    story = read_story(scene.service, settings, scene.story().view.run)

    assert "plan" not in [block["type"] for block in root_message(story).blocks]
    assert ":large_blue_circle: *applications*" in str(root_message(story).blocks)


def test_spans_are_said_in_minutes():
    assert [about(s) for s in (0, 29, 31, 240, 3900)] == [
        "less than a minute",
        "less than a minute",
        "1 m",
        "4 m",
        "1 h 05 m",
    ]
