"""What is done whose every call must be allowed: the more is done, the less a policy can hide.

Each play acts, and gives the stage on which it did.
"""

import json
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import yaml
from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import APPROVER as ALAN
from fakes.bot_team import OPERATOR as OLIVIA
from fakes.fleets import fleet, ids, inventory
from fakes.hearing import messages, sample, told
from fakes.world_clock import WorldClock
from policies.asked import Request, Translator
from policies.asking import SPOKE
from stage import ACCOUNT, APPROVER, BREAK_GLASS, REGION, TEMPLATES, Stage, two_waves

from muster.aws import role
from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.secrets import AwsSecrets
from muster.embedded.aws.automation.service import automation_of
from muster.engine.people import SLACK_GROUPS
from muster.engine.states import Mode
from muster.engine.writes import put
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.wired import Wired
from muster.entrypoints.releases import publication_of
from muster.model.health import HealthCheck
from muster.model.settings import Settings
from muster.model.workspace import load_people
from muster.service.acting.cleaning import CleanupWish, clean_up
from muster.service.acting.deed import Actor
from muster.service.acting.starting import StartWish, run_of, start
from muster.service.commands import publish as publishing
from muster.service.commands.roll_back import roll_back
from muster.service.commands.start import StartRun
from muster.service.commands.start import start as start_by_document
from muster.service.commands.verb import verb
from muster.service.commands.withdraw import withdraw
from muster.service.gauges import read_gauges
from muster.service.reading.comparison import compare
from muster.service.reading.history import history
from muster.service.reading.run_view import look_at
from muster.service.reading.runs import list_runs
from muster.service.reconciler import Reconciler
from muster.wiring import service_on

APP = "s-57e730f6102e1f793"
HOOK_ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-hooks"
TAGGED = (
    (TEMPLATES / "inventories" / "sample.yaml")
    .read_text()
    .replace("tags: {", 'tags: {"muster:recover": "yes", ')
    .replace("  check-licences:\n", f"  check-licences:\n    assumeRole: {HOOK_ROLE}\n")
)
ONE_FAILS = f"faults: [{{launch-failure: {{server: {APP}, reason: no capacity, times: 1}}}}]"
GATED = "approval: {in: [drill], approvers: '@dr-approvers', count: 1, expires: 1h}".replace(
    "approvers:", "from:"
)
DECISION_ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-decision"


def recovery_with_hooks_and_gates():
    with Stage(inventory=TAGGED, quick=True) as stage:
        run = stage.start("muster-recover-payments", Reason="a test")
        _until_open(stage, run, "run")
        _lose_the_launch_templates(stage)
        for gate in ("run", "applications"):
            _until_open(stage, run, gate)
            stage.do("decide", run, APPROVER, Decision="approve", Gate=gate)
        _until_open(stage, run, "switch-traffic")
        stage.pass_time(30)  # until its step waits
        stage.signal(stage.wave(run, "switch-traffic")["owner"], "Approve", BREAK_GLASS)
        stage.until_run(run)
        assert stage.run(run)["state"] == "succeeded", stage.run(run)["verdict"]
        yield stage


def drill_with_all_that_may_happen_to_it():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(), faults=ONE_FAILS) as stage:
        stage._put("PLAN#small", "LOCK", {"run": "one-that-left-its-locks"})
        run = stage.drill(Reason="a test", PointInTime="latest-snapshot")
        stage.until_run(run, "deciding")
        for deed in ("pause", "resume", "retry"):
            stage.do(deed, run)
        stage.until_wave(run, "second", "recovering")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        stage.pass_time(900)
        stage.do("restart", run)
        stage.until_run(run, "succeeded")
        assert stage.do("cleanup", run).startswith("no drill instance")
        yield stage


def drill_that_asks_the_instances():
    plan = two_waves(first="health: [ec2-status, {tcp: 80}, {tcp: 81, from: probe}]")
    probe = "functions:\n  probe: {returns: {unhealthy: {}}}"
    inventory = TAGGED.replace("functions:", probe, 1)
    with Stage(inventory=inventory, quick=True, plan=plan) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")
        yield stage


def drill_in_two_accounts():
    groups = {"here": 1, "there": (2, SPOKE)}
    plan = fleet({"all": ["here", "there"]}, **groups)
    health = (HealthCheck(check="ec2-status"), HealthCheck(tcp=80))
    plan = plan.model_copy(update={"waves": (plan.waves[0].model_copy(update={"health": health}),)})
    more = '", tags: {"muster:recover": "yes"}, launch: {subnet: 172.31.82.0/24}}'
    tagged = inventory(**groups).replace('"}', more)
    faults = ONE_FAILS.replace(APP, ids("there", 2)[0])
    with Stage(inventory=tagged, quick=True, plan=plan, faults=faults) as stage:
        run = stage.drill(PointInTime="latest-snapshot")
        stage.until_run(run, "deciding")
        _lose_the_launch_templates(stage)
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        stage.do("cleanup", run)
        stage.pass_time(300)
        yield stage


def drill_cancelled_at_a_gate():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        run = stage.drill()
        _until_open(stage, run, "first")
        stage.do("cancel", run)
        stage.until_run(run, "cancelled")
        stage.until_ended(run)
        yield stage


def people_with_the_command_line():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        _list_plan(stage)
        driller, recoverer = _person(stage, "drillers"), _person(stage, "recoverers")
        started = start_by_document(driller, StartRun("small", Mode.DRILL))
        _until_open(stage, started.run, "first")
        verb(driller, started.run, "pause")
        for group in ("drillers", "recoverers", "approvers", "viewers"):
            _look(_person(stage, group), started.run)
        stage.do("decide", started.run, _principal("user", "approvers"), Decision="reject")
        verb(driller, started.run, "abort")
        stage.until_run(started.run)
        start_by_document(recoverer, StartRun("small", Mode.RECOVERY))
        yield stage


def people_at_the_console():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        run = stage.drill(BREAK_GLASS)
        _until_open(stage, run, "first")
        stage.pass_time(30)  # until its step waits
        for group in ("drillers", "recoverers", "approvers", "viewers"):
            _look_on(stage, _principal("user", group), run)
        _look_on(stage, BREAK_GLASS, run)
        _act_in_the_worst_hour(stage, run)
        yield stage


def publisher():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves()) as stage:
        service = _service(stage, _principal("assumed-role", "muster-publisher"))
        people = load_people(TEMPLATES / "plans" / "people.yaml")
        plan = two_waves(first="wait: 1m")
        done = publication_of([plan], stage.settings, people=people, with_pack=True)
        compare(service, done)
        publishing.publish(service, done, lay_foundation=False)
        smaller = publication_of([_one_wave()], stage.settings, people=people)
        compare(service, smaller)
        publishing.publish(service, smaller, lay_foundation=False)
        roll_back(service, plan.plan, 1)
        publishing.publish(service, replace(smaller, prune=True), lay_foundation=False)
        withdraw(service, plan.plan)
        yield stage


def _one_wave():
    plan = two_waves()
    return plan.model_copy(update={"waves": plan.waves[:1]})


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
        _until_open(stage, run, "run")
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


PLAYS = (
    recovery_with_hooks_and_gates,
    drill_with_all_that_may_happen_to_it,
    drill_that_asks_the_instances,
    drill_in_two_accounts,
    drill_cancelled_at_a_gate,
    people_with_the_command_line,
    people_at_the_console,
    publisher,
    team_with_the_bot,
    consumer,
    reconciler,
)


@cache
def asked_of_iam() -> list[Request]:
    """Every distinct question that all plays put to IAM."""
    found: dict[str, Request] = {}
    for play in PLAYS:
        with contextmanager(play)() as stage:
            for request in requests_of(stage):
                found.setdefault(json.dumps(request.as_json(), sort_keys=True), request)
    return list(found.values())


def requests_of(stage):
    """What IAM would have been asked in this world."""
    calls = list(stage.world.journal)
    tags = (_server_tags(stage), _instance_tags(stage), _tags_from_the_start(stage, calls))
    translator = Translator(*tags, _roles(stage))
    for entry in calls:
        yield from translator.requests(entry)


def _lose_the_launch_templates(stage):
    """DRS makes them again, in the name of whoever launches."""
    for ec2 in _everywhere(stage, "ec2"):
        for template in ec2.describe_launch_templates()["LaunchTemplates"]:
            ec2.delete_launch_template(LaunchTemplateId=template["LaunchTemplateId"])


def _until_open(stage, run, gate):
    def is_open():
        gates = stage.items(f"RUN#{run}", f"GATE#{gate}#")
        return any(item["state"] == "open" for item in gates)

    stage.until(is_open)


def _principal(kind, name):
    session = "/function" if kind == "assumed-role" else ""
    service = "sts" if session else "iam"
    return f"arn:aws:{service}::{ACCOUNT}:{kind}/{name}{session}"


def _connection(stage, arn):
    return Connection(stage.world.session(arn, REGION), WorldClock(stage.world))


def _service(stage, arn):
    return service_on(_connection(stage, arn), Settings(), RandomIds())


def _person(stage, group):
    return _service(stage, _principal("user", group))


def _list_plan(stage):
    from muster.model.plan import plan_hash

    about = {"description": "", "owner": "", "priority": 3}
    stage._put("PLANS#", "small", {"plan": "small", "hash": plan_hash(stage.plan), **about})


def _look(service, run):
    service.identity.caller()
    list_runs(service)
    look_at(service, run)
    history(service.table, run)


def _look_on(stage, who, run):
    """What the pages of Systems Manager ask."""
    ssm, name = stage.client("ssm", who), "muster-drill-small"
    ssm.describe_automation_executions()
    ssm.get_automation_execution(AutomationExecutionId=run)
    ssm.describe_automation_step_executions(AutomationExecutionId=run)
    ssm.list_documents()
    for ask in (ssm.describe_document, ssm.get_document, ssm.list_document_versions):
        ask(Name=name)
        stage.pass_time(5)


def _act_in_the_worst_hour(stage, run):
    table, key = stage.client("dynamodb", BREAK_GLASS), {"pk": {"S": f"OVERRIDE#{run}"}}
    item = {**key, "sk": {"S": "guard"}}
    table.put_item(TableName="muster", Item=item)
    table.get_item(TableName="muster", Key=item)
    led = {":pk": {"S": f"RUN#{run}"}}
    table.query(
        TableName="muster", KeyConditionExpression="pk = :pk", ExpressionAttributeValues=led
    )
    table.delete_item(TableName="muster", Key=item)
    stage.client("drs", BREAK_GLASS).describe_jobs(filters={})
    stage.client("ec2", BREAK_GLASS).describe_instances()
    stage.signal(stage.wave(run, "first")["owner"], "Reject", BREAK_GLASS)
    ssm = stage.client("ssm", BREAK_GLASS)
    ssm.stop_automation_execution(AutomationExecutionId=run, Type="Cancel")


def _wired(stage, name):
    """The function's own composition, but in this process."""
    around = surroundings_of({"MUSTER_DECISION_ROLE": DECISION_ROLE, "AWS_REGION": REGION})
    made = Wired(around, Settings())
    made.__dict__["own"] = _connection(stage, _principal("assumed-role", name))
    made.__dict__["decider"] = _connection(stage, _principal("assumed-role", "muster-decision"))
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
    _until_open(stage, run, "run")
    item = {k: v for k, v in stage.run(run).items() if k not in ("pk", "sk")}
    stage._put(f"RUN#{run}", "RUN", {**item, "state": "cancelling"})
    _look_again(stage, looking)
    stage.pass_time(600)
    stage._put(f"RUN#{run}", "RUN", {**item, "state": "running"})
    _look_again(stage, looking)


def _look_again(stage, looking):
    stage.pass_time(90)
    looking.look()


def _server_tags(stage):
    asked = [drs.describe_source_servers(filters={})["items"] for drs in _everywhere(stage, "drs")]
    return {server["sourceServerID"]: server["tags"] for listed in asked for server in listed}


def _everywhere(stage, service):
    """A client of each account that the plan recovers into."""
    groups = stage.plan.groups.values()
    accounts = {ACCOUNT, *(stage.plan.target_of(group).account for group in groups)}
    return [stage.client(service, f"arn:aws:iam::{account}:root") for account in sorted(accounts)]


def _instance_tags(stage):
    asked = [ec2.describe_instances()["Reservations"] for ec2 in _everywhere(stage, "ec2")]
    reservations = [reservation for listed in asked for reservation in listed]
    found = [instance for each in reservations for instance in each["Instances"]]
    return {i["InstanceId"]: {t["Key"]: t["Value"] for t in i.get("Tags") or ()} for i in found}


def _tags_from_the_start(stage, calls):
    """Of executions, but those that were tagged while they ran."""
    late = {e.params["ResourceId"] for e in calls if e.name == "ssm:AddTagsToResource"}
    runs = automation_of(stage.world).ledger(ACCOUNT, REGION).runs
    return {name: run.execution.tags for name, run in runs.items() if name not in late}


def _roles(stage):
    made = [entry.params for entry in stage.calls("ssm:CreateDocument") if entry.code == "OK"]
    texts = {each["Name"]: each["Content"] for each in made}
    return {name: yaml.safe_load(text).get("assumeRole", "") for name, text in texts.items()}
