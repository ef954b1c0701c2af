"""Acts of people: durable before they are told, once however often they come, recorded."""

import itertools
from dataclasses import replace

import pytest
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.hearing import FakeExecutions
from fakes.muster_service import NOW, RUN

from muster.engine.audit import broken_at
from muster.engine.items import Run, read
from muster.engine.keys import cleanup_key, gate_key, run_key, wave_key
from muster.engine.verbs.table import VERBS
from muster.engine.writes import update
from muster.service.acting.cleaning import CleanupWish, clean_up
from muster.service.acting.cleaning import begin as begin_cleanup
from muster.service.acting.deciding import AGAIN, DecisionWish, decide
from muster.service.acting.deed import TRIES, Acting, Actor
from muster.service.acting.starting import REGISTERS_WITHIN, STARTS, begin
from muster.service.acting.verbs import VerbWish, act
from muster.service.errors import AwsError, RefusedError, UnknownRunError
from muster.service.values import Execution

ANNA = Actor("operator", "slack:T0/U0OPERATOR")
BEN = Actor("approver", "slack:T0/U0APPROVER")
NORA = Actor("oncall", "slack:T0/U0ONCALL0")
ENTRY = RUN


def acting_on(scene):
    table = scene.service.table
    return Acting(
        table=table,
        writer=table,
        decisions=table,
        executions=FakeExecutions(),
        clock=scene.service.clock,
    )


def wish(verb, token="t1", who=ANNA, **more):
    return VerbWish(RUN, verb, who, token, **more)


def record(acting):
    rows = acting.table.items(f"AUDIT#{RUN}")
    assert broken_at(rows) == 0
    return [(row["who"], row["door"], row["text"]) for row in rows]


def decision(says="approve", who=BEN, token="t1", **more):
    shown = {"gate": "applications", "attempt": 1, "digest": "d1d1d1d1d1d1d1d1"}
    return DecisionWish(run=RUN, says=says, actor=who, token=token, **{**shown, **more})


# what comes after


@pytest.mark.parametrize(
    ("change", "why"),
    [({"state": "cancelling"}, "the run is cancelling"), ({"abort": "enough"}, "enough")],
)
def test_nobody_decides_in_a_run_that_ends(change, why):
    acting = acting_on(approving())
    acting.writer.write(update(run_key(RUN), change))

    with pytest.raises(RefusedError, match=why):
        decide(acting, decision())


def test_who_decides_before_the_gate_listens_is_heard_as_soon_as_it_does():
    acting = replace(acting_on(approving()), patience=30)
    acting.executions.deaf = 3

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 4
    assert {signal[1] for signal in acting.executions.signals} == {"Approve"}
    assert acting.clock.now() == NOW + 3 * AGAIN


def test_a_gate_that_never_listens_is_left_to_the_reconciler():
    acting = replace(acting_on(approving()), patience=10)
    acting.executions.deaf = 99

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 1 + 10 // AGAIN


def test_without_patience_a_gate_is_signalled_once():
    acting = acting_on(approving())
    acting.executions.deaf = 99

    deed = decide(acting, decision())
    deed.follow_up()
    deed.insist()

    assert len(acting.executions.signals) == 1


# verbs


def test_a_verb_is_written_with_its_row_of_the_record_before_anything_follows():
    acting = acting_on(SCENES["running"]())

    deed = act(acting, wish("pause", reason="disk is full"))

    assert deed.text.startswith("paused: nothing new starts")
    assert acting.table.item(run_key(RUN))["held_by"] == "operator"
    assert record(acting) == [("operator", "slack", f"pause: {deed.text} (disk is full)")]
    assert acting.executions.looked_at == []


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_wish_has_one_effect_however_often_it_comes(verb):
    acting = acting_on(asking() if verb not in ("resume", "restart") else SCENES["paused"]())
    if verb == "restart":
        acting.table.change(run_key(RUN), state="stalled")
    first = act(acting, wish(verb))
    before = dict(acting.table.content)

    again = act(acting, wish(verb))

    assert (again.text, again.repeated) == (first.text, True)
    assert acting.table.content == before


def test_a_wish_that_comes_again_much_later_still_has_no_effect():
    acting = acting_on(SCENES["running"]())
    act(acting, wish("pause", "first"))
    act(acting, wish("resume", "second"))
    for number in range(30):
        act(acting, wish(("pause", "resume")[number % 2], f"more-{number}"))

    assert act(acting, wish("pause", "first")).repeated
    assert acting.table.item(run_key(RUN))["hold"] is False


def test_a_refused_verb_leaves_nothing_behind():
    acting = acting_on(ended())

    with pytest.raises(RefusedError, match="there is nothing to pause"):
        act(acting, wish("pause"))

    assert record(acting) == []


def test_a_run_that_is_not_there_is_named():
    acting = acting_on(ended())

    with pytest.raises(UnknownRunError, match="there is no run nowhere"):
        act(acting, VerbWish("nowhere", "pause", ANNA, "t1"))


@pytest.mark.parametrize("stale", [{"epoch": 2}, {"wave": "applications", "attempt": 2}])
def test_a_verb_on_what_has_changed_is_refused(stale):
    acting = acting_on(asking())

    with pytest.raises(RefusedError, match="this has changed since you looked"):
        act(acting, wish("retry", **stale))


def test_of_two_people_at_once_one_wins_and_the_other_hears_why():
    acting = acting_on(asking())
    overtaken = act_in_between(acting, lambda: act(acting, wish("skip", "t2", NORA)))

    with pytest.raises(RefusedError, match=r"there is nothing|does not wait"):
        act(overtaken, wish("retry", wave="applications"))

    assert acting.table.item(wave_key(RUN, "applications"))["state"] == "skipped"
    assert [row[0] for row in record(acting)] == ["oncall"]


def test_two_verbs_that_do_not_disturb_each_other_both_count():
    acting = acting_on(asking())
    overtaken = act_in_between(acting, lambda: act(acting, wish("pause", "t2", NORA)))

    act(overtaken, wish("retry", wave="applications"))

    assert {row[0] for row in record(acting)} == {"operator", "oncall"}
    assert acting.table.item(run_key(RUN))["hold"] is True
    assert acting.table.item(wave_key(RUN, "applications"))["attempt"] == 2


def test_whoever_is_always_overtaken_is_told_to_try_again():
    acting = acting_on(SCENES["running"]())
    tries = itertools.count()
    acting.table.write = lambda *_: next(tries) > 100

    with pytest.raises(RefusedError, match="too many people act on this run"):
        act(acting, wish("pause"))

    assert next(tries) == TRIES


def act_in_between(acting, deed):
    """The same ports, but `deed` happens between the first reading and the first writing."""
    write = acting.table.write
    pending = [deed]

    def overtaken(*writes):
        if pending:
            pending.pop()()
        return write(*writes)

    writer = type("Writer", (), {"write": staticmethod(overtaken)})()
    return Acting(acting.table, writer, writer, acting.executions, acting.clock)


def test_a_run_without_a_driver_gets_one_once():
    acting = acting_on(SCENES["lost-driver"]())

    act(acting, wish("pause")).follow_up()
    act(acting, wish("resume", "t2")).follow_up()

    documents = [started[:2] for started in acting.executions.started]
    assert documents == [("muster-drill-payments", {"RunId": [RUN]})]


def test_a_run_whose_execution_has_ended_gets_a_driver_too():
    acting = acting_on(SCENES["running"]())
    acting.executions.over[ENTRY] = "TimedOut"

    act(acting, wish("pause")).follow_up()

    assert len(acting.executions.started) == 1


def test_a_run_whose_execution_nobody_remembers_may_be_restarted():
    acting = acting_on(SCENES["running"]())
    with pytest.raises(RefusedError, match="does not need a restart"):
        act(acting, wish("restart"))
    acting.executions.gone.add(ENTRY)

    assert act(acting, wish("restart")).text == "restarted"


def test_a_driver_that_died_before_it_did_anything_is_not_taken_for_a_new_one():
    acting = acting_on(SCENES["paused"]())
    acting.executions.over[ENTRY] = "Failed"
    act(acting, wish("restart"))
    [first] = started(acting)
    act(acting, wish("restart", token="t2"))
    assert started(acting) == [first]

    acting.executions.over[first] = "Failed"
    act(acting, wish("restart", token="t3"))
    assert len(started(acting)) == 2


def test_a_restart_counts_only_if_its_document_starts():
    acting = acting_on(SCENES["stalled"]())
    acting.executions.start = lambda *_: (_ for _ in ()).throw(AwsError("down"))

    with pytest.raises(AwsError):
        act(acting, wish("restart"))

    assert record(acting) == []


def test_a_cancelled_run_that_waits_at_its_own_gate_is_stopped():
    acting = acting_on(SCENES["approving"]())

    act(acting, wish("cancel")).follow_up()

    assert acting.executions.stopped == [ENTRY]


# decisions


def test_a_decision_is_written_with_the_outcome_that_it_makes():
    acting = acting_on(approving())

    deed = decide(acting, decision(reason="looks good"))

    assert deed.text == "gate applications is approved"
    gate = acting.table.item(gate_key(RUN, "applications", 1))
    assert (gate["state"], gate["by"]) == ("approved", ["approver"])
    assert acting.executions.signals == []
    deed.follow_up()
    assert acting.executions.signals == [("wave-1", "Approve", "approver: looks good")]
    assert record(acting) == [("approver", "slack", "approve gate applications: looks good")]


def test_a_quorum_is_reached_by_two_who_decide_at_the_same_moment():
    acting = acting_on(approving().gate("applications", count=2))
    overtaken = act_in_between(acting, lambda: decide(acting, decision(who=NORA, token="t2")))

    decide(overtaken, decision())

    gate = acting.table.item(gate_key(RUN, "applications", 1))
    assert (gate["state"], gate["decisions"]) == ("approved", 2)


def test_the_first_rejection_closes_the_gate_and_says_so_to_the_others():
    acting = acting_on(approving().gate("applications", count=2))
    decide(acting, decision("reject", reason="not now")).follow_up()

    with pytest.raises(RefusedError, match=r"gate applications is decided: rejected by approver"):
        decide(acting, decision(who=NORA, token="t2"))

    kinds = [kind for _, kind, _ in acting.executions.signals]
    assert kinds == ["Reject", "Reject"]  # the first may have been lost


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"who": ANNA}, "who started the run may not approve it"),
        ({"who": Actor("watcher", "slack:T0/U0W")}, "only @dr-approvers may decide here"),
        ({"gate": "web"}, "there is no gate web of this run"),
        ({"attempt": 2}, "there is no gate applications of this run"),
        ({"digest": "0"}, "the servers have changed since you looked"),
    ],
)
def test_a_decision_that_does_not_count_leaves_nothing_behind(changed, reason):
    acting = acting_on(approving())

    with pytest.raises(RefusedError, match=reason):
        decide(acting, decision(**changed))

    assert acting.table.items(f"DECISION#{RUN}") == []
    assert record(acting) == []


def test_one_person_decides_once():
    acting = acting_on(approving().gate("applications", count=2))
    decide(acting, decision())

    with pytest.raises(RefusedError, match="you have decided here already"):
        decide(acting, decision(token="t2"))
    assert decide(acting, decision()).repeated


# clean-up


def test_a_clean_up_is_requested_then_begun():
    acting = acting_on(ended())

    deed = clean_up(acting, CleanupWish(RUN, ANNA, "t1"))

    assert acting.table.item(cleanup_key(RUN))["state"] == "requested"
    deed.follow_up()
    begin_cleanup(acting, RUN)  # the reconciler, in case that came to nothing
    assert [started[:2] for started in acting.executions.started] == [
        ("muster-cleanup", {"RunId": [RUN]})
    ]


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (SCENES["recovered"], "only a drill is cleaned up"),
        (SCENES["running"], "the drill is running"),
        (SCENES["cleaned"], "cleaned up already"),
        (lambda: ended().cleanup(state="terminating", execution="x"), "being cleaned up already"),
        (lambda: ended().cleanup(state="requested", requested_at=NOW), "being cleaned up already"),
    ],
)
def test_a_clean_up_is_refused_unless_a_drill_has_ended_and_nobody_is_at_it(scene, reason):
    with pytest.raises(RefusedError, match=reason):
        clean_up(acting_on(scene()), CleanupWish(RUN, ANNA, "t1"))


@pytest.mark.parametrize(
    "fallen",
    [
        {"state": "terminating", "execution": "over"},
        {"state": "terminating", "execution": "gone"},
        {"state": "requested", "requested_at": NOW - 61},
    ],
)
def test_a_clean_up_that_has_fallen_may_be_asked_for_again(fallen):
    acting = acting_on(ended().cleanup(**fallen))
    acting.executions.over["over"] = "Failed"
    acting.executions.gone.add("gone")

    clean_up(acting, CleanupWish(RUN, ANNA, "t1"))

    item = acting.table.item(cleanup_key(RUN))
    assert (item["state"], item["by"], item.get("execution")) == ("requested", "operator", None)


# starting


def test_a_requested_run_is_begun_as_it_was_asked_for():
    acting = acting_on(SCENES["requested"]())
    acting.table.change(run_key(RUN), waves=["web"], point_in_time="2026-11-20T08:00:00Z")

    begin(acting, RUN)
    begin(acting, RUN)

    [(document, given, _)] = acting.executions.started
    assert document == "muster-drill-payments"
    assert given == {"RunId": [RUN], "Waves": ["web"], "PointInTime": ["2026-11-20T08:00:00Z"]}


def test_a_run_that_has_begun_is_not_begun_again():
    acting = acting_on(SCENES["running"]())

    begin(acting, RUN)

    assert acting.executions.started == []
    assert read(Run, acting.table.item(run_key(RUN))).state == "running"


def test_a_run_whose_execution_died_before_it_registered_gets_another_one():
    acting = acting_on(SCENES["requested"]())
    begin(acting, RUN)
    acting.clock.moment += REGISTERS_WITHIN
    (first,) = started(acting)
    acting.executions.over[first] = "Failed"

    begin(acting, RUN)
    begin(acting, RUN)

    assert len(started(acting)) == 2


def test_a_run_that_no_execution_registers_is_not_started_for_ever():
    acting = acting_on(SCENES["requested"]())
    acting.clock.moment += REGISTERS_WITHIN
    acting.executions.look_at = lambda execution: Execution(execution, "Failed", is_over=True)

    begin(acting, RUN)
    begin(acting, RUN)

    assert len(started(acting)) == STARTS


def started(acting):
    return [f"execution-of-{token}" for _, _, token in acting.executions.started]


def test_a_run_that_is_not_there_cannot_begin():
    with pytest.raises(UnknownRunError):
        begin(acting_on(ended()), "nowhere")
