"""Verbs on one source server: adopt and relaunch."""

from dataclasses import replace

import pytest

from muster.engine.guards import Facts, Verdict, judge_server
from muster.engine.items import Run, Server, Wave
from muster.engine.states import RunState, ServerState, WaveState
from muster.engine.verbs.adopt import adopt
from muster.engine.verbs.of_server import AskServer
from muster.engine.verbs.outcome import Ask
from muster.engine.verbs.relaunch import relaunch
from muster.entrypoints.generated.verbs_reference import of_server

NOW = 1000
RUN = Run("r", "p", "h", "recovery", RunState.DECIDING, heartbeat=NOW, since=NOW)
WAVE = Wave("web", WaveState.FAILED, total=2, attempt=1)
FAILED = Server("s-1", "web", "failed", name="web-1")
LIVE = Facts(instance="i-1", instance_job="drsjob-other")
OURS = Facts(instance="i-1", instance_job="drsjob-ours")


def asked(server=FAILED, facts=LIVE, run=RUN, wave=WAVE, instance=""):
    ask = Ask(run, (wave,), "ana", NOW)
    return AskServer(ask, server, facts, frozenset({"drsjob-ours"}), instance)


def test_an_adopted_server_counts_as_launched_and_the_wave_has_to_be_retried():
    outcome = adopt(asked())

    assert not outcome.refused
    assert outcome.text == "server web-1 counts as recovered by instance i-1; retry wave web"
    [write] = outcome.writes
    assert (write.values["state"], write.values["instance"]) == ("launched", "i-1")
    assert write.when == (("equals", "state", "failed"),)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"facts": Facts()}, "DRS names no recovery instance of web-1"),
        ({"server": replace(FAILED, state="launched")}, "is launched; there is nothing to adopt"),
        ({"server": replace(FAILED, state="launching")}, "is launching"),
        ({"facts": replace(LIVE, instance_is_drill=True)}, "is a drill's: whoever cleans that"),
        ({"facts": replace(LIVE, busy_job="drsjob-1")}, "busy in job drsjob-1; adopt later"),
        ({"run": replace(RUN, state=RunState.CANCELLING)}, "the run is cancelling"),
        ({"run": replace(RUN, abort="enough")}, "the run is enough"),
    ],
)
def test_what_cannot_be_adopted_is_refused_with_the_reason(change, why):
    outcome = adopt(asked(**change))

    assert outcome.refused
    assert why in outcome.text


def test_who_relaunches_names_what_is_destroyed():
    launched = replace(FAILED, state="launched")
    blind = relaunch(asked(launched, OURS))
    named = relaunch(asked(launched, OURS, instance="i-1"))

    assert blind.refused
    assert blind.text == "name what is destroyed: web-1 has instance i-1"
    assert named.text.endswith("in attempt 2 of wave web; instance i-1 is destroyed")
    server, wave = named.writes
    assert server.values == {"state": "pending", "relaunch": "i-1"}
    assert (wave.values["state"], wave.values["attempt"]) == ("pending", 2)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"facts": LIVE, "instance": "i-1"}, "is not of this run; it stays"),
        ({"wave": replace(WAVE, state=WaveState.RECOVERING)}, "relaunch when it waits"),
        ({"server": replace(FAILED, state="pending")}, "retry its wave instead"),
    ],
)
def test_what_cannot_be_relaunched_is_refused_with_the_reason(change, why):
    outcome = relaunch(asked(**{"facts": OURS, "instance": "i-1", **change}))

    assert outcome.refused
    assert why in outcome.text


def test_only_the_instance_that_was_named_may_be_destroyed_by_the_launch():
    again = replace(FAILED, state="pending", relaunch="i-1")
    ours = frozenset({"drsjob-ours"})

    assert judge_server(again, OURS, ours)[0] is Verdict.LAUNCH
    assert judge_server(again, replace(OURS, instance="i-2"), ours)[0] is Verdict.REFUSE
    assert judge_server(again, LIVE, ours)[0] is Verdict.REFUSE


@pytest.mark.parametrize("verb", ["adopt", "relaunch"])
@pytest.mark.parametrize("state", RunState)
def test_only_a_run_under_way_has_servers_to_act_on(verb, state):
    answer = of_server(verb, ServerState.FAILED, WaveState.FAILED, state)

    assert answer.refused == (state not in (RunState.RUNNING, RunState.DECIDING, RunState.STALLED))


@pytest.mark.parametrize("wave", WaveState)
@pytest.mark.parametrize("server", ServerState)
def test_every_cell_of_server_and_wave_has_its_answer(server, wave):
    waits = wave in (WaveState.FAILED, WaveState.LOST, WaveState.REJECTED, WaveState.EXPIRED)

    adopts = not of_server("adopt", server, wave).refused
    relaunches = not of_server("relaunch", server, wave).refused

    assert adopts == (server in (ServerState.PENDING, ServerState.FAILED))
    assert relaunches == (waits and server in (ServerState.LAUNCHED, ServerState.FAILED))


def test_an_override_is_for_one_instance():
    doomed = {"doomed": "i-1"}

    assert judge_server(FAILED, LIVE, frozenset(), **doomed)[0] is Verdict.LAUNCH
    assert judge_server(FAILED, replace(LIVE, instance="i-2"), frozenset(), **doomed)[0] is (
        Verdict.REFUSE
    )
    assert judge_server(FAILED, Facts(), frozenset(), doomed="")[0] is Verdict.LAUNCH
