"""What answers on recovery instances, as the inventory says, and commands that ask for it."""

import pytest
from fakes.embedded_faults import faulty, instances, launched, pass_time
from fakes.embedded_world import DATABASE_1, DATABASE_2, client

from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.places import FormError

INVENTORY = load_inventory(f"""
servers:
- id: {DATABASE_1}
  ports: {{5432: after 3m, 22: closed, 80: open}}
  http: {{8080/healthz: 503}}
- id: {DATABASE_2}
""")


@pytest.fixture
def a_world():
    with faulty("listing-lag: {by: 0s}", inventory=INVENTORY) as made:
        launched(made)
        yield made


def ended(a_world, *lines, on=DATABASE_1):
    """Exit code and output of a script on an instance."""
    ssm, instance = client(a_world, "ssm"), instances(a_world)[on]
    sent = ssm.send_command(
        InstanceIds=[instance],
        DocumentName="AWS-RunShellScript",
        Parameters={"commands": list(lines)},
    )
    pass_time(a_world, 10)
    command = sent["Command"]["CommandId"]
    shown = ssm.get_command_invocation(CommandId=command, InstanceId=instance)
    return shown["ResponseCode"], shown["StandardOutputContent"]


def tcp(port, host="localhost"):
    return f"timeout 5 bash -c '</dev/tcp/{host}/{port}'"


def test_a_port_opens_some_time_after_the_launch(a_world):
    assert ended(a_world, tcp(5432)) == (1, "connect: Connection refused")

    pass_time(a_world, 180)

    assert ended(a_world, tcp(5432)) == (0, "")


@pytest.mark.parametrize(("port", "code"), [(22, 1), (80, 0), (9999, 0)])
def test_a_port_is_open_unless_the_inventory_closes_it(a_world, port, code):
    assert ended(a_world, tcp(port))[0] == code


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("http://localhost:8080/healthz", (0, "503")),
        ("http://localhost:8080/", (0, "200")),
        ("https://127.0.0.1/login", (0, "200")),
        ("http://localhost:22/", (7, "curl: (7) Failed to connect")),
    ],
)
def test_a_url_answers_the_status_of_the_inventory(a_world, url, answer):
    line = f"curl --silent --output /dev/null --write-out '%{{http_code}}' {url}"

    assert ended(a_world, line) == answer


def test_one_instance_reaches_another_by_its_private_address(a_world):
    (found,) = client(a_world, "ec2").describe_instances(
        InstanceIds=[instances(a_world)[DATABASE_1]]
    )["Reservations"]
    address = found["Instances"][0]["PrivateIpAddress"]

    assert ended(a_world, tcp(22, address), on=DATABASE_2)[0] == 1
    assert ended(a_world, tcp(80, address), on=DATABASE_2)[0] == 0


@pytest.mark.parametrize("probe", [tcp(80, "10.9.9.9"), "curl http://10.9.9.9/"])
def test_nobody_answers_at_an_address_that_no_instance_has(a_world, probe):
    assert ended(a_world, probe)[0] != 0


def test_other_lines_succeed_and_the_last_one_decides(a_world):
    assert ended(a_world, "uptime") == (0, "")
    assert ended(a_world, tcp(22), "echo done") == (0, "connect: Connection refused")
    assert ended(a_world, f"echo first\n{tcp(22)}")[0] == 1


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ports: {5432: soon}", "must be open, closed, or such as: after 3m"),
        ("ports: {5432: after a while}", "must be a length of time"),
        ("ports: {5432: [open]}", "must be open, closed"),
        ("ports: {0: open}", "must be a port from 1 to 65535"),
        ("ports: {postgres: open}", "must be a port from 1 to 65535"),
        ("http: {healthz: 200}", "must be a port and a path"),
        ("http: {80/: 99}", "must be a whole number from 100 to 599"),
        ("http: text", "must be a mapping"),
        ("ports: text", "must be a mapping"),
    ],
)
def test_a_mistake_in_what_answers_is_told(keys, text):
    with pytest.raises(FormError, match=text):
        load_inventory(f"servers:\n- id: {DATABASE_1}\n  {keys}\n")
