"""What hooks run, what they are told, and what they say."""

from fakes.sample_servers import APP, APP_TOO, DB
from stage import TEMPLATES, Stage, read_plan_of, two_waves

SAMPLE = (TEMPLATES / "inventories" / "sample.yaml").read_text()
TOLD = SAMPLE.replace("functions:\n", "functions:\n  tell:\n    returns: {told: all}\n").replace(
    "runbooks:\n",
    """runbooks:
  attach:
    schemaVersion: "0.3"
    parameters:
      Instances: {type: StringList}
      Title: {type: String}
    outputs: [Say.text]
    mainSteps:
    - name: Say
      action: aws:executeScript
      isEnd: true
      inputs:
        Runtime: python3.11
        Handler: handler
        InputPayload: {instances: "{{ Instances }}", title: "{{ Title }}"}
        Script: |
          def handler(events, context):
              return {"text": events["title"] + " " + " ".join(events["instances"])}
      outputs:
      - {Name: text, Selector: $.Payload.text, Type: String}

""",
)


def hooks(stage, run):
    return {item["hook"]: item for item in stage.items(f"RUN#{run}", "HOOK#")}


def instances(stage, run, wave):
    return {item["instance"] for item in stage.items(f"RUN#{run}", f"SRV#{wave}#")}


def commands(stage):
    sent = [call.params for call in stage.calls("ssm:SendCommand")]
    return [(set(each["InstanceIds"]), each["Parameters"]["commands"][0]) for each in sent]


def test_a_command_runs_on_every_instance_of_its_wave_and_knows_each():
    hook = "after: [{command: 'join ${muster.instance_id} ${muster.run} $HOME', in: [drill]}]"
    with Stage(plan=two_waves(first=hook), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        launched = instances(stage, run, "first")
        assert len(launched) == 2
        assert sorted(commands(stage), key=str) == sorted(
            [({each}, f"join {each} {run} $HOME") for each in launched], key=str
        )
        assert hooks(stage, run)["after-1-command"]["state"] == "done"


def test_a_command_whose_answer_is_lost_is_found_again_and_not_sent_twice():
    script = "faults: [{lost-answer: {operation: ssm:SendCommand, times: 1}}]"
    hook = "after: [{command: promote, in: [drill]}]"
    with Stage(plan=two_waves(first=hook), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert commands(stage) == [(instances(stage, run, "first"), "promote")]


def test_a_command_that_is_refused_as_one_too_many_is_sent_again():
    script = "faults: [{throttle: {operation: ssm:SendCommand, times: 2}}]"
    hook = "after: [{command: promote, in: [drill]}]"
    with Stage(plan=two_waves(first=hook), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert hooks(stage, run)["after-1-command"]["state"] == "done"


def test_a_command_before_a_launch_runs_where_the_wave_needs_it():
    hook = "before: [{command: flush-logs, in: [drill]}]"
    with Stage(plan=two_waves(second=hook), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert commands(stage) == [(instances(stage, run, "first"), "flush-logs")]


def test_a_command_that_fails_on_one_server_fails_the_hook_and_is_quoted():
    script = f"faults: [{{command: {{server: {APP}, exit: 3, output: no such unit}}}}]"
    hook = "after: [{command: systemctl start app, in: [drill]}]"
    with Stage(plan=two_waves(first=hook), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        reason = stage.wave(run, "first")["reason"]
        assert "the command failed on 1 of 2 servers: sample-appserver-instance" in reason
        assert "Failed 3: no such unit" in reason
        stage.do("retry", run)
        stage.until_run(run, "succeeded")
        assert len(stage.launches()) == 2


def test_a_runbook_is_given_the_instances_and_what_it_says_is_kept():
    parameters = "{Instances: '${muster.instance_ids}', Title: 'of ${muster.wave}'}"
    hook = f"after: [{{runbook: attach, in: [drill], parameters: {parameters}}}]"
    with Stage(plan=two_waves(first=hook), inventory=TOLD, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        said = hooks(stage, run)["after-1-attach"]["output"]
        assert said.startswith("of first i-")
        assert set(said.split()[2:]) == instances(stage, run, "first")


def test_a_function_is_told_about_every_server():
    hook = "after: [{lambda: tell, in: [drill]}]"
    with Stage(plan=two_waves(first=hook), inventory=TOLD, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        told = stage.world.parts.functions.invocations[0].payload["servers"]
        assert {each["server"] for each in told} == {APP, APP_TOO}
        assert {each["instance"] for each in told} == instances(stage, run, "first")
        assert all(each["address"].startswith("172.31.") for each in told)
        assert hooks(stage, run)["after-1-tell"]["output"] == '{"told": "all"}'


PLAN_HOOKS = f"""
before: [{{runbook: open-change, in: [drill]}}]
after: [{{command: say-it-is-over, in: [drill]}}]
groups:
  apps: {{servers: [{APP}]}}
  db: {{servers: [{DB}]}}
waves:
  - {{wave: first, groups: [apps]}}
  - {{wave: second, groups: [db]}}
"""


def test_hooks_of_the_plan_stand_around_all_its_waves():
    with Stage(plan=read_plan_of(PLAN_HOOKS), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "plan-before", "preparing")
        assert stage.waves(run)["first"] == stage.waves(run)["second"] == "pending"
        stage.until_run(run, "succeeded")

        assert hooks(stage, run)["run-1-open-change"]["output"] == "CHG0001042"
        both = instances(stage, run, "first") | instances(stage, run, "second")
        assert commands(stage) == [(both, "say-it-is-over")]


def test_a_part_of_the_plan_has_the_hooks_of_the_plan_around_it_too():
    with Stage(plan=read_plan_of(PLAN_HOOKS), quick=True) as stage:
        run = stage.drill(Waves="second")
        stage.until_run(run, "succeeded")

        assert set(stage.waves(run)) == {"plan-before", "second", "plan-after"}
        assert commands(stage) == [(instances(stage, run, "second"), "say-it-is-over")]


def test_a_hook_of_the_plan_that_fails_asks_before_anything_is_launched():
    plan = read_plan_of(PLAN_HOOKS.replace("open-change", "no-such-runbook"))
    with Stage(plan=plan, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert stage.waves(run)["plan-before"] == "failed"
        assert stage.launches() == []
        stage.do("skip", run)
        stage.until_run(run, "succeeded")
