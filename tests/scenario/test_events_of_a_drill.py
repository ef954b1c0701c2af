"""A drill on the embedded AWS, as whoever listens to it hears of it."""

import json

import pytest
from fakes.hearing import told
from listening import QUEUE, Listening
from stage import ACCOUNT, APPROVER, REGION, Stage, two_waves

from eventbridge.patterns import event_rules
from muster.aws.rules import DEAD_LETTERS, AwsEventSource
from muster.engine.items import Gate, read
from muster.engine.keys import gate_key
from muster.model.plan import plan_hash
from muster.service.acting import starting
from muster.service.acting.deciding import DecisionWish, decide
from muster.service.acting.deed import Actor
from muster.service.announcing import CallKind

GATED = "approval: {in: [drill], from: '@dr-approvers', count: 1, expires: 1h, requester: refuse}"


@pytest.fixture
def stage():
    with Stage(plan=two_waves(second=GATED)) as made:
        yield made


def gates_open(listening, run):
    items = listening.stage.items(f"RUN#{run}", "GATE#")
    return [read(Gate, item) for item in items if item["state"] == "open"]


def approve(stage, run):
    return stage.do("decide", run, APPROVER, Gate="second", Decision="approve")


def story(listening):
    """A drill with an approval, heard to its end; gives the run."""
    stage = listening.stage
    run = stage.drill()
    listening.until(lambda: gates_open(listening, run))
    approve(stage, run)
    listening.until(lambda: stage.run(run).get("state") == "succeeded")
    return run


def heard(listening, run):
    return [
        (call.kind, call.about)
        for (told_of, _), call in listening.chat.calls.items()
        if told_of == run
    ]


TOLD = [(CallKind.APPROVAL_NEEDED, "second"), (CallKind.FINISHED, "")]


def test_a_drill_is_heard_from_its_first_wave_to_its_end(stage):
    listening = Listening(stage)
    listening.reconciler.look = lambda: 0  # only events tell

    run = story(listening)

    assert heard(listening, run) == TOLD
    assert listening.chat.refreshed.count(run) >= 5  # begun, a wave, its end, the gate, the end
    assert listening.dropped == 0
    assert listening.pump.drain() == 0


def test_without_any_event_the_reconciler_tells_the_same(stage):
    listening = Listening(stage, hears=False)

    run = story(listening)

    assert listening.fates == []
    assert heard(listening, run) == TOLD


@pytest.mark.parametrize(
    "fault",
    [
        "event-duplicated: {after: 30s, times: always}",
        "event-delayed: {by: 2m, rate: 0.5}",
        "event-lost: {rate: 0.5}",
    ],
)
def test_events_that_come_twice_late_or_never_leave_the_chat_with_the_same_story(fault):
    plan = two_waves(second=GATED)
    with Stage(plan=plan, faults=f"faults: [{{{fault}}}]", quick=True) as stage:
        listening = Listening(stage)

        run = story(listening)

        listening.until(lambda: heard(listening, run) == TOLD)
        assert [stage.wave(run, "first")["attempt"], len(stage.launches())] == [1, 2]


def test_forged_events_and_messages_change_nothing(stage):
    listening = Listening(stage)
    run = story(listening)
    calls, before = dict(listening.chat.calls), stage.items(f"RUN#{run}")

    for kind in ("run changed", "approval needed", "decision needed", "break-glass used"):
        for about in (run, "no-such-run"):
            forged = json.loads(told(kind, about, gate="second", of="second", wave="second"))
            entry = {"Source": "muster", "DetailType": forged["detail-type"]}
            stage.client("events").put_events(
                Entries=[{**entry, "Detail": json.dumps(forged["detail"])}]
            )
    listening.pump.drain()

    assert listening.chat.calls == calls
    assert stage.items(f"RUN#{run}") == before


def test_a_message_that_is_no_event_is_dropped(stage):
    listening = Listening(stage)
    sqs = stage.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="what somebody typed")

    listening.pump.drain()

    assert listening.fates == [{"not-an-event": 1}]
    assert listening.queue.receive(wait=0) == ()


def test_a_message_that_always_fails_becomes_a_dead_letter(stage):
    listening = Listening(stage)
    run = stage.drill()
    listening.stage.pass_time(60)
    listening.chat.broken = True
    sqs = stage.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "0"})

    for _ in range(6):
        listening.pump.drain()

    dead = sqs.get_queue_url(QueueName=QUEUE + DEAD_LETTERS)["QueueUrl"]
    letters = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10)["Messages"]
    assert run in letters[0]["Body"]
    assert listening.queue.receive(wait=0) == ()


def test_laying_the_rules_again_changes_nothing(stage):
    listening = Listening(stage)

    again = AwsEventSource(listening.connection, QUEUE).lay(event_rules())

    assert again == listening.made
    targets = stage.client("events").list_targets_by_rule(Rule="muster-from-aws-ssm")["Targets"]
    assert [target["Arn"] for target in targets] == [f"arn:aws:sqs:{REGION}:{ACCOUNT}:{QUEUE}"]


def test_only_the_rules_may_send_to_the_queue(stage):
    Listening(stage)
    sqs = stage.client("sqs")
    url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]

    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    allow, deny = json.loads(found["Policy"])["Statement"]
    rules = [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule.name}" for rule in event_rules()]
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    assert allow["Condition"] == {"ArnEquals": {"aws:SourceArn": rules}}
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


# the reconciler, after somebody died


def request(listening):
    """A run that the bot asked for, and then died before it started anything."""
    digest = plan_hash(listening.stage.plan)
    listening.stage._put("PLAN#small", "CURRENT", {"hash": digest})
    wish = starting.StartWish(
        plan="small",
        hash=digest,
        mode="drill",
        actor=Actor("operator", "slack:T0MUSTER0/U0OPER000"),
        token="click-1",
        reason="the yearly drill",
    )
    return starting.start(listening.acting, wish).run


def test_a_run_whose_requester_died_is_started_with_its_person_and_reason(stage):
    listening = Listening(stage)
    run = request(listening)

    listening.until(lambda: stage.run(run)["state"] == "running")

    found = stage.run(run)
    assert (found["requester"], found["reason"]) == ("operator", "the yearly drill")
    assert len(stage.items("RUNS#")) == 1


def test_a_gate_whose_decider_died_before_the_signal_opens(stage):
    listening = Listening(stage)
    run = stage.drill()
    listening.until(lambda: gates_open(listening, run))
    (gate,) = gates_open(listening, run)
    wish = DecisionWish(
        run, "second", 1, gate.digest, "approve", Actor("approver", "slack:T/U"), "click-2"
    )

    deed = decide(listening.acting, wish)  # and its follow-up never comes
    assert deed.text == "gate second is approved"
    listening.until(lambda: stage.run(run).get("state") == "succeeded")

    assert stage.item(*gate_key(run, "second", 1))["by"] == ["approver"]


def test_a_forged_decision_row_opens_nothing(stage):
    listening = Listening(stage)
    run = stage.drill()
    listening.until(lambda: gates_open(listening, run))
    row = {"gate": "second", "attempt": 1, "decision": "approve", "person": "mallory", "at": 1}
    stage._put(f"DECISION#{run}", "second#0001#mallory", row)

    listening.until(lambda: True)
    stage.pass_time(300)
    listening.reconciler.look()

    assert stage.wave(run, "second")["state"] == "approving"


def test_what_is_healthy_goes_on_when_the_driver_is_killed_and_people_restart_the_run(stage):
    listening = Listening(stage)
    run = stage.drill()
    listening.until(lambda: stage.wave(run, "first").get("state") == "recovering")
    stage.world._kill(run, "Failed")

    listening.until(lambda: stage.wave(run, "first")["state"] == "succeeded")
    listening.until(lambda: stage.run(run)["state"] == "stalled")
    stage.do("restart", run)
    listening.until(lambda: gates_open(listening, run))
    approve(stage, run)
    listening.until(lambda: stage.run(run)["state"] == "succeeded")

    assert [kind for kind, _ in heard(listening, run)].count(CallKind.NO_DRIVER) == 1
    assert any(text.startswith("stalled: ") for text in stage.audit(run))
    assert len(stage.launches()) == 2


def test_people_are_reminded_before_a_gate_expires(stage):
    listening = Listening(stage)
    run = stage.drill()
    listening.until(lambda: gates_open(listening, run))
    (gate,) = gates_open(listening, run)

    listening.until(lambda: stage.world.clock.now() > gate.expires_at - 200, every=60)

    assert heard(listening, run) == [
        (CallKind.APPROVAL_NEEDED, "second"),
        (CallKind.APPROVAL_WAITS, "second"),
        (CallKind.APPROVAL_EXPIRES, "second"),
    ]
