"""What the health checks of a wave find out, and what follows."""

import pytest
from fakes.sample_servers import APP, APP_TOO, DB
from stage import START, TEMPLATES, Stage, read_plan_of

SAMPLE = (TEMPLATES / "inventories" / "sample.yaml").read_text()


def plan(*checks: str, failure: str = "{}"):
    return read_plan_of(
        f"""
groups:
  apps: {{servers: [{APP}, {APP_TOO}]}}
  db: {{servers: [{DB}]}}
waves:
  - wave: first
    groups: [apps]
    failure: {failure}
    health: [{", ".join(checks)}]
  - {{wave: second, needs: [first], groups: [db]}}
"""
    )


def with_app(**facts: str) -> str:
    """The sample inventory, with more facts about the first application server."""
    more = "".join(f"\n  {key}: {value}" for key, value in facts.items())
    return SAMPLE.replace(f"- id: {APP}", f"- id: {APP}{more}")


def server(stage, run, name=APP):
    return stage.item(f"RUN#{run}", f"SRV#first#{name}")


def test_the_next_wave_waits_until_every_port_is_open():
    checks = plan("ssm-agent", "{tcp: 5432, deadline: 20m}")
    with Stage(plan=checks, inventory=with_app(ports="{5432: after 4m}"), quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "checking")
        stage.pass_time(60)

        assert stage.waves(run)["second"] == "pending"
        assert server(stage, run, APP_TOO)["health"] == "healthy"
        assert server(stage, run)["finding"] == "tcp 5432: Failed 1: connect: Connection refused"
        assert stage.wave(run, "first")["waits_for"].startswith("health of 1 server: sample-app")
        stage.until_run(run, "succeeded")
        assert stage.world.clock.now() - START > 240


def test_a_url_that_answers_badly_fails_the_wave_and_names_the_server():
    checks = plan("{http: 8080, path: /healthz, deadline: 2m}")
    with Stage(plan=checks, inventory=with_app(http="{8080/healthz: 503}"), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        reason = stage.wave(run, "first")["reason"]
        assert reason.startswith("1 of 2 servers not healthy: sample-appserver-instance (i-")
        assert reason.endswith("http 8080/healthz: answers 503")
        assert server(stage, run)["health"] == "unhealthy"
        assert stage.do("retry", run).endswith("and its checks are made again")
        stage.until_wave(run, "first", "checking")
        assert len(stage.launches()) == 1


def test_the_plan_says_which_answers_are_good_ones():
    checks = plan("{http: 8080, path: /healthz, status: [503]}")
    inventory = with_app(http="{8080/healthz: 503}").replace(
        f"- id: {APP_TOO}", f"- id: {APP_TOO}\n  http: {{8080/healthz: 503}}"
    )
    with Stage(plan=checks, inventory=inventory, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")


def test_unhealthy_servers_that_the_plan_tolerates_hold_nothing_up():
    checks = plan("{tcp: 22, retries: 2}", failure="{tolerate: 1}")
    with Stage(plan=checks, inventory=with_app(ports="{22: closed}"), quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "succeeded")

        assert server(stage, run)["tries"] == 3


def test_a_command_that_fails_is_quoted():
    script = (
        f"faults: [{{command: {{server: {APP}, exit: 3, output: database is starting, times: 9}}}}]"
    )
    checks = plan("{command: systemctl is-active app, retries: 1}")
    with Stage(plan=checks, faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "Failed 3: database is starting" in stage.wave(run, "first")["reason"]


def test_an_agent_that_does_not_answer_is_waited_for():
    script = f"faults: [{{agent-offline: {{server: {APP}, for: 5m}}}}]"
    with Stage(plan=plan("{tcp: 80}"), faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "checking")
        stage.pass_time(60)

        assert server(stage, run)["finding"] == "tcp 80: its SSM agent is not online"
        stage.until_run(run, "succeeded")


@pytest.mark.parametrize(
    ("check", "operation"),
    [
        ("ec2-status, deadline: 20m", "ec2:DescribeInstanceStatus"),
        ("ssm-agent, deadline: 20m", "ssm:DescribeInstanceInformation"),
    ],
)
def test_a_check_of_which_aws_never_answers_is_over_at_its_deadline(check, operation):
    script = f"faults: [{{throttle: {{operation: {operation}, rate: 1.0}}}}]"
    checks = plan(f"{{check: {check}}}")
    with Stage(plan=checks, faults=script, quick=True) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "checking")
        stage.pass_time(600)

        assert "AWS does not answer" in stage.wave(run, "first")["waits_for"]
        stage.until_run(run, "deciding", limit=1200)
        assert stage.wave(run, "first")["reason"].startswith("2 of 2 servers not healthy")


PROBE = SAMPLE.replace(
    "functions:\n", f"functions:\n  probe:\n    returns: {{unhealthy: {{{APP}: no route}}}}\n"
)


def test_a_function_in_the_network_may_be_asked_instead():
    with Stage(
        plan=plan("{tcp: 443, from: probe, retries: 0}"), inventory=PROBE, quick=True
    ) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "tcp 443: no route" in stage.wave(run, "first")["reason"]
        assert server(stage, run, APP_TOO)["health"] == "healthy"
        asked = stage.world.parts.functions.invocations[0].payload
        assert asked["check"] == {"tcp": 443}
        assert {each["server"] for each in asked["servers"]} == {APP, APP_TOO}
        assert all(each["address"].startswith("172.31.") for each in asked["servers"])


def test_a_function_that_answers_nonsense_vouches_for_nobody():
    nonsense = SAMPLE.replace("functions:\n", "functions:\n  probe:\n    returns: fine\n")
    with Stage(
        plan=plan("{tcp: 443, from: probe, retries: 0}"), inventory=nonsense, quick=True
    ) as stage:
        run = stage.drill()
        stage.until_run(run, "deciding")

        assert "must answer a mapping `unhealthy`" in stage.wave(run, "first")["reason"]
