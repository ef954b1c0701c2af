"""What a world promises: principals, accounts, events, ids, journal, one at a time."""

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import (
    DATABASE_1,
    HUB,
    OPERATOR,
    REGION,
    SPOKE,
    START,
    client,
    error_code,
    world,
)

from muster.embedded.aws.answers import FidelityError
from muster.embedded.aws.kit import Service
from muster.embedded.aws.parts import Settings
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.world import WorldError


@pytest.fixture
def a_world():
    with world() as made:
        yield made


def test_an_assumed_role_is_known_by_its_session(a_world):
    answer = client(a_world, "sts").assume_role(
        RoleArn=f"arn:aws:iam::{SPOKE}:role/dr/spoke", RoleSessionName="probe"
    )
    keys = answer["Credentials"]
    session = a_world.session(answer["AssumedRoleUser"]["Arn"], REGION)

    identity = session.client("sts").get_caller_identity()

    assert identity["Arn"] == f"arn:aws:sts::{SPOKE}:assumed-role/spoke/probe"
    assert identity["UserId"] == answer["AssumedRoleUser"]["AssumedRoleId"]
    assert a_world.principals.by_key(keys["AccessKeyId"]).account == SPOKE


def test_issued_credentials_outlive_every_real_clock(a_world):
    answer = client(a_world, "sts").assume_role(
        RoleArn=f"arn:aws:iam::{HUB}:role/x", RoleSessionName="probe"
    )

    assert answer["Credentials"]["Expiration"] > datetime(2090, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "arn", ["arn:aws:iam::123456789012:user/operator", "arn:aws:iam::1:role/x" * 2]
)
def test_only_roles_can_be_assumed(a_world, arn):
    with pytest.raises(ClientError) as refused:
        client(a_world, "sts").assume_role(RoleArn=arn, RoleSessionName="probe")

    assert error_code(refused.value) == "ValidationError"


def test_accounts_do_not_see_each_other(a_world):
    spoke = f"arn:aws:sts::{SPOKE}:assumed-role/spoke/probe"
    for principal, name in ((OPERATOR, "hub"), (spoke, "spoke")):
        client(a_world, "sqs", principal).create_queue(QueueName=name)

    urls = client(a_world, "sqs", spoke).list_queues()["QueueUrls"]

    assert [url.rsplit("/", 2)[1:] for url in urls] == [[SPOKE, "spoke"]]


def test_events_carry_the_virtual_time_and_reach_a_queue(a_world):
    sqs, events = client(a_world, "sqs"), client(a_world, "events")
    url = sqs.create_queue(QueueName="dr")["QueueUrl"]
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["aws.drs", "muster"]}))
    queue = f"arn:aws:sqs:{REGION}:{HUB}:dr"
    events.put_targets(Rule="all", Targets=[{"Id": "1", "Arn": queue}])
    a_world.clock.advance_to(START + 60)

    a_world.emit(
        account=HUB,
        region=REGION,
        source="aws.drs",
        detail_type="t",
        detail={"n": 1},
        resources=["r"],
    )
    events.put_events(Entries=[{"Source": "muster", "DetailType": "t", "Detail": "{}"}])

    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    bodies = [json.loads(message["Body"]) for message in received]
    assert [body["source"] for body in bodies] == ["aws.drs", "muster"]
    assert {body["time"] for body in bodies} == {"2022-12-07T19:16:06Z"}
    assert (bodies[0]["detail"], bodies[0]["resources"]) == ({"n": 1}, ["r"])


def test_an_event_of_the_services_is_no_call_in_the_journal(a_world):
    a_world.emit(account=HUB, region=REGION, source="aws.drs", detail_type="t", detail={})

    assert a_world.journal.counts["events:PutEvents"] == 0


def test_long_polling_takes_virtual_time_in_a_task_and_none_outside(a_world):
    sqs = client(a_world, "sqs")
    url = sqs.create_queue(QueueName="dr")["QueueUrl"]
    waited = []

    def poll():
        sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)
        waited.append(a_world.clock.now() - START)

    poll()
    a_world.clock.spawn(poll, "poll")
    a_world.clock.run_until(lambda: len(waited) == 2, START + 60)

    assert waited == [0.0, 20.0]


def test_the_journal_has_every_call_with_its_principal_and_parameters(a_world):
    drs = client(a_world, "drs")
    drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}], isDrill=True)
    with pytest.raises(ClientError):
        drs.start_recovery(sourceServers=[{"sourceServerID": DATABASE_1}])

    first, second = a_world.journal.of("drs:StartRecovery", principal=OPERATOR)

    assert (first.code, second.code) == ("OK", "ConflictException")
    assert first.params == {"sourceServers": [{"sourceServerID": DATABASE_1}], "isDrill": True}
    assert (first.at, first.region, first.principal.account) == (START, REGION, HUB)
    assert a_world.journal.counts["drs:StartRecovery"] == 2
    assert a_world.journal.errors["drs:StartRecovery", "ConflictException"] == 1


def test_parameters_of_calls_to_moto_are_in_the_journal_too(a_world):
    client(a_world, "ec2").describe_vpcs(DryRun=False, VpcIds=[])
    client(a_world, "events").put_rule(Name="r", EventPattern="{}")

    assert a_world.journal.of("events:PutRule")[0].params == {"Name": "r", "EventPattern": "{}"}
    assert a_world.journal.of("ec2:DescribeVpcs")[0].params["DryRun"] is False


def test_a_bounded_journal_forgets_entries_but_not_counts():
    with world(settings=Settings(journal_limit=2)) as a_world:
        for _ in range(5):
            client(a_world, "sts").get_caller_identity()

        assert len(a_world.journal) == 2
        assert a_world.journal.counts["sts:GetCallerIdentity"] == 5


def test_an_answer_that_the_model_forbids_is_a_defect_told_at_once(a_world):
    wrong = {"items": [{"jobID": 7}]}
    a_world.register(Service("drs", {"DescribeJobs": lambda call: wrong}))

    with pytest.raises(FidelityError, match="drs:DescribeJobs answered what its model forbids"):
        client(a_world, "drs").describe_jobs()


def test_an_operation_of_ours_without_a_handler_is_not_built(a_world):
    a_world.register(Service("drs", {}))

    with pytest.raises(ClientError) as refused:
        client(a_world, "drs").describe_jobs()

    assert error_code(refused.value) == "NotImplementedException"


def test_a_process_holds_one_world_at_a_time(a_world):
    with pytest.raises(WorldError, match="another embedded AWS is open"):
        world()


def test_a_world_that_fails_to_begin_leaves_room_for_the_next():
    broken = Inventory(runbooks={"x": {"schemaVersion": "0.3"}})
    with pytest.raises(ClientError, match="Invalid document name x"):
        world(broken)

    world().close()


def test_a_new_world_knows_nothing_of_the_last():
    with world() as first:
        client(first, "sqs").create_queue(QueueName="old")
    with world() as second:
        assert "QueueUrls" not in client(second, "sqs").list_queues()


def test_equal_seeds_give_equal_ids_of_ours_and_of_moto():
    def ids(seed):
        with world(seed=seed) as a_world:
            ground = a_world.prepare(HUB, REGION)
            return a_world.new_id(), a_world.new_uuid(), ground

    assert ids(1) == ids(1)
    assert ids(1) != ids(2)


def test_the_ground_of_the_hub_has_the_subnets_of_the_inventory():
    with world(Inventory(subnets=("172.31.128.0/20",))) as a_world:
        ground = a_world.prepare(HUB, REGION)
        subnets = client(a_world, "ec2").describe_subnets(SubnetIds=list(ground.subnet_ids))[
            "Subnets"
        ]

        assert "172.31.128.0/20" in {subnet["CidrBlock"] for subnet in subnets}
        assert a_world.prepare(HUB, REGION) is ground
