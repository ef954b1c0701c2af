"""Plays of the functions: the bot with its team, the consumer, the reconciler."""

from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import APPROVER as ALAN
from fakes.bot_team import OPERATOR as OLIVIA
from fakes.hearing import messages, sample, told
from policies.playing import (
    APP,
    DECISION_ROLE,
    GATED,
    ONE_FAILS,
    TAGGED,
    connection,
    principal,
    until_open,
)
from stage import REGION, two_waves

from muster.aws import role
from muster.aws.secrets import AwsSecrets
from muster.engine.people import SLACK_GROUPS
from muster.engine.states import Mode
from muster.engine.writes import put
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.wired import Wired
from muster.model.settings import Settings
from muster.service.acting.cleaning import CleanupWish, clean_up
from muster.service.acting.deed import Actor
from muster.service.acting.starting import StartWish, run_of, start
from muster.service.gauges import read_gauges
from muster.service.reconciler import Reconciler


def team_with_the_bot():
    plan = two_waves(top=GATED)
    with BotOnStage(inventory=TAGGED, quick=True, plan=plan, faults=ONE_FAILS) as team:
        for words in ("plans", "plan small", "servers small", "drill small"):
            team.type(OLIVIA, words)
        team.submit(OLIVIA, why="a test")
        team.click(ALAN, team.until_titled("Approval needed"), "Approve")
        team.submit(ALAN, why="looks good")
        failed = team.until_titled("Decision needed: first")
        team.type(OLIVIA, f"adopt {APP}")  # DRS is asked what it has; there is nothing
        team.click(OLIVIA, failed, "Retry")
        team.until(lambda: "succeeded" in team.titles()[0])
        team.click(OLIVIA, team.root(), "Clean up")
        team.stage.pass_time(300)
        team.type(OLIVIA, "drill small")
        team.submit(OLIVIA, why="once more")
        team.until_titled("Approval needed")
        team.click(OLIVIA, team.message("Drill of small"), "Cancel run")
        team.submit(OLIVIA)
        team.stage.pass_time(300)
        _be_the_function(team.stage, "muster-bot")
        yield team.stage


def consumer():
    with BotOnStage(inventory=TAGGED, quick=True, plan=two_waves()) as team:
        stage, wired = team.stage, _wired(team.stage, "muster-consumer")
        run = stage.drill()
        stage.until_run(run, "running")
        announcer = _announcer(team, wired)
        heard = ("drs_launch_succeeded", "drs_stalled", "cloudtrail_start_recovery")
        bodies = [told("run changed", run, state="running"), *map(sample, heard)]
        consumer = wired.parts.consumer(announcer)
        consumer.digest(messages(*bodies))
        stage.until_run(run, "succeeded")
        team.wall.advance(60)
        consumer.digest(messages(told("run changed", run, state="succeeded")))
        _be_the_function(stage, "muster-consumer")
        yield stage


def reconciler():
    with BotOnStage(inventory=TAGGED, quick=True, plan=two_waves(top=GATED)) as team:
        stage, wired = team.stage, _wired(team.stage, "muster-reconciler")
        looking = Reconciler(wired.parts.acting, _announcer(team, wired))
        noted = {"slack_group": "S0APPROVE", "members": [], "at": 0}
        wired.parts.acting.writer.write(put((SLACK_GROUPS, "@dr-approvers"), noted))
        run = _requested_and_forgotten(team)
        _look_again(stage, looking)
        until_open(stage, run, "run")
        _decide_without_a_signal(stage, run)
        _look_again(stage, looking)
        stage.until_run(run, "succeeded")
        clean_up(team.bot.acting, CleanupWish(run, _actor(), "cleanup-token"))
        _look_again(stage, looking)
        stage.pass_time(300)
        _lost_its_driver_while_cancelled_at_a_gate(stage, looking)
        read_gauges(wired.parts.service.table, wired.own.clock.now())
        _be_the_function(stage, "muster-reconciler")
        yield stage


def _wired(stage, name):
    """The function's own composition, but in this process."""
    around = surroundings_of({"MUSTER_DECISION_ROLE": DECISION_ROLE, "AWS_REGION": REGION})
    made = Wired(around, Settings())
    made.__dict__["own"] = connection(stage, principal("assumed-role", name))
    made.__dict__["decider"] = connection(stage, principal("assumed-role", "muster-decision"))
    return made


def _announcer(team, wired):
    from bot.slack_calls import SlackCalls
    from bot.telling.announcer import Clocks, SlackAnnouncer

    clocks = Clocks(team.wall, team.wall.advance)
    calls = SlackCalls(team.bot.slack)
    service, writer, topic = wired.parts.service, wired.parts.acting.writer, wired.parts.topic
    return SlackAnnouncer(service, writer, calls, team.settings(), clocks, topic=topic)


def _be_the_function(stage, name):
    """What a function does before it serves anybody."""
    wired = _wired(stage, name)
    secrets = stage.client("secretsmanager")
    secrets.create_secret(Name="muster-slack", SecretString='{"token": "", "signing_secrets": []}')
    AwsSecrets(wired.own).read("muster-slack")
    wired.parts.topic.publish("muster: no Slack channel", "this is said where no channel takes it")
    if name != "muster-consumer":
        role._assumed(wired.own, DECISION_ROLE, "muster")


def _actor():
    return Actor("operator", "slack:T/U")


def _requested_and_forgotten(team):
    """Its intent is written; the bot dies before it is carried out."""
    from muster.model.plan import plan_hash

    plan = team.stage.plan
    start(team.bot.acting, StartWish(plan.plan, plan_hash(plan), Mode.DRILL, _actor(), "a-token"))
    return run_of("a-token")


def _decide_without_a_signal(stage, run):
    """The decision stands; the bot died before it woke the gate."""
    gate = stage.items(f"RUN#{run}", "GATE#run#")[0]
    same = {key: gate[key] for key in ("gate", "attempt", "hash", "digest")}
    decision = {**same, "decision": "approve", "person": "approver", "at": gate["opened_at"]}
    stage._put(f"DECISION#{run}", "run#0001#approver", decision)
    by = {"state": "approved", "by": ["approver"], "decided_at": gate["opened_at"]}
    stage._put(gate["pk"], gate["sk"], {**gate, **by})


def _lost_its_driver_while_cancelled_at_a_gate(stage, looking):
    run = stage.drill()
    until_open(stage, run, "run")
    item = {k: v for k, v in stage.run(run).items() if k not in ("pk", "sk")}
    stage._put(f"RUN#{run}", "RUN", {**item, "state": "cancelling"})
    _look_again(stage, looking)
    stage.pass_time(600)
    stage._put(f"RUN#{run}", "RUN", {**item, "state": "running"})
    _look_again(stage, looking)


def _look_again(stage, looking):
    stage.pass_time(90)
    looking.look()
