"""Plays of people: at the command line, at the console, and who publishes."""

from dataclasses import replace

from policies.playing import GATED, TAGGED, person, principal, service_of, until_open
from stage import BREAK_GLASS, TEMPLATES, Stage, two_waves

from muster.engine.states import Mode
from muster.entrypoints.releases import publication_of
from muster.model.workspace import load_people
from muster.service.commands import publish as publishing
from muster.service.commands.roll_back import roll_back
from muster.service.commands.start import StartRun
from muster.service.commands.start import start as start_by_document
from muster.service.commands.verb import verb
from muster.service.commands.withdraw import withdraw
from muster.service.reading.comparison import compare
from muster.service.reading.history import history
from muster.service.reading.run_view import look_at
from muster.service.reading.runs import list_runs


def people_with_the_command_line():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        _list_plan(stage)
        driller, recoverer = person(stage, "drillers"), person(stage, "recoverers")
        started = start_by_document(driller, StartRun("small", Mode.DRILL))
        until_open(stage, started.run, "first")
        verb(driller, started.run, "pause")
        for group in ("drillers", "recoverers", "approvers", "viewers"):
            _look(person(stage, group), started.run)
        stage.do("decide", started.run, principal("user", "approvers"), Decision="reject")
        verb(driller, started.run, "abort")
        stage.until_run(started.run)
        start_by_document(recoverer, StartRun("small", Mode.RECOVERY))
        yield stage


def people_at_the_console():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves(first=GATED)) as stage:
        run = stage.drill(BREAK_GLASS)
        until_open(stage, run, "first")
        stage.pass_time(30)  # until its step waits
        for group in ("drillers", "recoverers", "approvers", "viewers"):
            _look_on(stage, principal("user", group), run)
        _look_on(stage, BREAK_GLASS, run)
        _act_in_the_worst_hour(stage, run)
        yield stage


def publisher():
    with Stage(inventory=TAGGED, quick=True, plan=two_waves()) as stage:
        service = service_of(stage, principal("assumed-role", "muster-publisher"))
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
