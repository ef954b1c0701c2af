"""Inventory files: what they give, and what a bad one is told."""

import dataclasses
import json
from importlib import resources
from pathlib import Path

import pytest
from fakes.embedded_world import OPERATOR, REGION, client, world

from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.places import FormError
from muster.embedded.aws.seeds import Disk, Function, Launch, Replication, Server, Staging

SAMPLE = resources.files("templates").joinpath("inventories/sample.yaml").read_text()
CAPTURE = Path(__file__).parents[3] / "shared/data/drs-tools/sample_result.json"
ID = "s-51d6b65c73391918f"


def one(text):
    (server,) = load_inventory(f"servers:\n- {text}\n").servers
    return server


def mistakes(text):
    with pytest.raises(FormError) as wrong:
        load_inventory(text)
    return "\n".join(wrong.value.mistakes)


def test_a_server_needs_nothing_but_its_id():
    assert one(f"{{id: {ID}}}") == Server(ID, "123456789012", "us-west-2")


def test_every_key_of_a_server_arrives():
    text = (
        f'{{id: {ID}, account: "000000000001", region: eu-west-1, hostname: db, tags: {{A: b}},'
        " instance_type: m5.large, ram_bytes: 5, cores: 4, disks: [{device: /dev/sda, bytes: 7}],"
        " os: Windows, replication: {state: STALLED, lag: 2h, snapshot_age: 90},"
        " recovery_instance: {kind: live},"
        " launch: {disposition: STOPPED, copy_tags: false, subnet: 172.31.80.0/24},"
        f' staging: {{account: "000000000002", server: {ID}, error: gone}}}}'
    )

    assert one(text) == Server(
        id=ID,
        account="000000000001",
        region="eu-west-1",
        hostname="db",
        tags={"A": "b"},
        instance_type="m5.large",
        ram_bytes=5,
        cores=4,
        disks=(Disk("/dev/sda", 7),),
        os="Windows",
        replication=Replication("STALLED", 7200.0, 90.0),
        recovery_instance="live",
        launch=Launch(disposition="STOPPED", copy_tags=False, subnet="172.31.80.0/24"),
        staging=Staging("000000000002", ID, "gone"),
    )


def test_functions_and_runbooks_arrive():
    inventory = load_inventory(
        "servers: []\nfunctions: {f: {takes: 2s, returns: {a: 1}}}\n"
        'runbooks: {check: {schemaVersion: "0.3", mainSteps: [{name: x}]}}\n'
    )

    assert inventory.functions == {"f": Function("f", 2.0, {"a": 1})}
    assert list(inventory.runbooks) == ["check"]


def test_places_are_the_hub_and_wherever_servers_are():
    text = f'{{id: {ID}, account: "000000000001"}}'

    assert load_inventory(f"servers: [{text}]").places() == (
        ("123456789012", "us-west-2"),
        ("000000000001", "us-west-2"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("account: 123456789012\nservers: []", "an account id of 12 digits in quotes"),
        ("regoin: x\nservers: []", "inventory:1: regoin: unknown key; did you mean region?"),
        ("region: us-west-2", "the key servers is missing"),
        (f"servers: [{{id: {ID}, tags: {{Old: NO}}}}]", 'most: write it in quotes, "NO"'),
        (f"servers: [{{id: {ID}}}, {{id: {ID}}}]", f"{ID} stands in the list twice"),
        (f"servers: [{{id: {ID}, id: {ID}}}]", "the key stands here twice"),
        (f"servers: [{{id: {ID}, disks: [{{device: x, bytes: 1.5}}]}}]", "must be a whole number"),
        ("servers: []\nfunctions: {f: {returns: 1, fails: x}}", "either returns or fails"),
        ("servers: []\nrunbooks: {r: {schemaVersion: 0.3}}", 'schemaVersion "0.3" in quotes'),
        ("servers: &a [*a]", "anchors and aliases are not read"),
        ("servers: [", "is not YAML"),
        ("- servers", "must be a mapping with the keys account"),
        ("[" * 5000, "nested too deeply"),
        ("#" * 5_000_000, "larger than 4 MiB"),
        ("servers: []\n? [a]\n: b", "a key must be a plain word"),
        ("servers: \x01", "is not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(text, told):
    assert told in mistakes(text)


def test_all_mistakes_are_told_in_the_order_of_the_file():
    told = mistakes("region: nowhere\nservers:\n- {id: x}\n- {hostname: a b}\nsubnets: 7\n")

    assert [line.split(": ")[0] for line in told.splitlines()] == [
        "inventory:1",
        "inventory:3",
        "inventory:4",
        "inventory:4",
        "inventory:5",
    ]


def test_the_sample_begins_a_world_whose_runbooks_succeed():
    with world(load_inventory(SAMPLE)) as a_world:
        ssm = client(a_world, "ssm")
        started = {
            name: ssm.start_automation_execution(DocumentName=name)["AutomationExecutionId"]
            for name in ("check-licences", "open-change")
        }
        a_world.clock.advance_to(a_world.clock.now() + 120)

        for execution_id in started.values():
            shown = ssm.get_automation_execution(AutomationExecutionId=execution_id)
            assert shown["AutomationExecution"]["AutomationExecutionStatus"] == "Success"
        answer = client(a_world, "lambda").invoke(FunctionName="point-dns-at-recovery")
        assert json.loads(answer["Payload"].read())["changed"] == 2


@pytest.mark.skipif(not CAPTURE.exists(), reason="the captured drill is not here")
def test_the_sample_is_the_captured_drill():
    captured = {
        server_id: server
        for each in json.loads(CAPTURE.read_text())["SourceServers"]
        for server_id, server in each.items()
    }

    inventory = load_inventory(SAMPLE)

    assert {server.id for server in inventory.servers} == set(captured)
    for server in inventory.servers:
        properties = captured[server.id]["sourceProperties"]
        tags = captured[server.id]["tags"]
        assert server.hostname == properties["identificationHints"]["hostname"]
        assert server.tags == {key: tags[key] for key in ("Application", "Role", "Name")}
        assert server.instance_type == properties["recommendedInstanceType"]
        assert server.ram_bytes == properties["ramBytes"]
        assert [dataclasses.asdict(disk) for disk in server.disks] == [
            {"device": disk["deviceName"], "size": disk["bytes"]} for disk in properties["disks"]
        ]
        assert properties["os"]["fullString"].startswith(server.os)


def test_the_hub_is_the_users_account():
    text = SAMPLE.replace('"123456789012"', '"000000000042"').replace("us-west-2", REGION)
    with world(load_inventory(text)) as a_world:
        operator = OPERATOR.replace("123456789012", "000000000042")

        assert client(a_world, "sts", operator).get_caller_identity()["Account"] == "000000000042"
