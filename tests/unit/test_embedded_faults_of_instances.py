"""Faults of EC2 and of what runs on instances: capacity, status checks, agents, commands."""

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_faults import faulty, instances, launched, pass_time, statuses
from fakes.embedded_world import DATABASE_1, DATABASE_2, OPERATOR, REGION, client, error_code

SHELL = "AWS-RunShellScript"
NO_ROOM = "InsufficientInstanceCapacity"


def checks(a_world, **asked):
    found = client(a_world, "ec2").describe_instance_status(**asked)["InstanceStatuses"]
    return {one["InstanceId"]: one["InstanceStatus"]["Status"] for one in found}


def pings(a_world):
    found = client(a_world, "ssm").describe_instance_information()["InstanceInformationList"]
    return {one["InstanceId"]: one["PingStatus"] for one in found}


def send(a_world, *ids, **more):
    answer = client(a_world, "ssm").send_command(
        InstanceIds=list(ids), DocumentName=SHELL, Parameters={"commands": ["uptime"]}, **more
    )
    return answer["Command"]["CommandId"]


def invocation(a_world, command, instance):
    return client(a_world, "ssm").get_command_invocation(CommandId=command, InstanceId=instance)


def run_instance(a_world, **asked):
    ec2 = client(a_world, "ec2")
    ground = a_world.prepare(OPERATOR.split(":")[4], REGION)
    try:
        ec2.run_instances(ImageId=ground.image_id, MinCount=1, MaxCount=1, **asked)
    except ClientError as error:
        return error_code(error)
    return "OK"


def test_without_capacity_every_launch_fails_until_there_is_some():
    with faulty("no-capacity: {for: 10m}") as a_world:
        assert set(statuses(launched(a_world)).values()) == {"FAILED"}

        pass_time(a_world, 600)

        assert set(statuses(launched(a_world)).values()) == {"LAUNCHED"}


def test_capacity_may_lack_for_one_instance_type():
    with faulty("no-capacity: {instance_type: c5.large}") as a_world:
        assert run_instance(a_world, InstanceType="c5.large") == NO_ROOM
        assert run_instance(a_world, InstanceType="m5.large") == "OK"


def test_the_instance_type_of_a_launch_template_counts():
    with faulty("no-capacity: {instance_type: c5.large}") as a_world:
        client(a_world, "drs").get_launch_configuration(sourceServerID=DATABASE_1)

        assert statuses(launched(a_world, DATABASE_1)) == {DATABASE_1: "FAILED"}


def test_capacity_may_lack_in_one_subnet_by_its_block_or_its_id():
    with faulty("no-capacity: {subnet: 172.31.0.0/20}") as a_world:
        found = client(a_world, "ec2").describe_subnets()["Subnets"]
        by_block = {one["CidrBlock"]: one["SubnetId"] for one in found}
        full = by_block.pop("172.31.0.0/20")

        assert run_instance(a_world, SubnetId=full) == NO_ROOM
        assert run_instance(a_world, NetworkInterfaces=[interface(full)]) == NO_ROOM
        assert run_instance(a_world, SubnetId=next(iter(by_block.values()))) == "OK"
        assert run_instance(a_world) == "OK"

    with faulty(f"no-capacity: {{subnet: {full}}}") as a_world:  # ids follow from the seed
        assert run_instance(a_world, SubnetId=full) == NO_ROOM


def interface(subnet):
    return {"DeviceIndex": 0, "SubnetId": subnet}


def test_capacity_may_lack_by_chance():
    with faulty("no-capacity: {nth: 2, times: 1}") as a_world:
        assert [run_instance(a_world) for _ in range(3)] == ["OK", NO_ROOM, "OK"]


@pytest.mark.parametrize(
    ("shows", "reachability"), [("impaired", "failed"), ("initializing", "initializing")]
)
def test_an_unhealthy_instance_fails_its_instance_check_for_a_while(shows, reachability):
    with faulty(f"unhealthy: {{server: {DATABASE_1}, shows: {shows}, for: 10m}}") as a_world:
        launched(a_world)
        sick, well = (instances(a_world)[one] for one in (DATABASE_1, DATABASE_2))

        (shown,) = client(a_world, "ec2").describe_instance_status(InstanceIds=[sick])[
            "InstanceStatuses"
        ]
        assert shown["InstanceStatus"] == {
            "Status": shows,
            "Details": [{"Name": "reachability", "Status": reachability}],
        }
        assert shown["SystemStatus"]["Status"] == "ok"
        assert checks(a_world) == {sick: shows, well: "ok"}
        pass_time(a_world, 600)
        assert checks(a_world) == {sick: "ok", well: "ok"}


def test_an_instance_may_be_unhealthy_for_ever_and_its_successor_is_not():
    with faulty("unhealthy: {server: any}") as a_world:
        launched(a_world, DATABASE_1)
        pass_time(a_world, 100 * 3600)
        assert set(checks(a_world).values()) == {"impaired"}

        launched(a_world, DATABASE_1)

        assert checks(a_world)[instances(a_world)[DATABASE_1]] == "ok"


def test_status_checks_are_those_of_running_instances_unless_all_are_asked_for():
    with faulty("capacity") as a_world:
        launched(a_world, DATABASE_1)  # fails
        launched(a_world, DATABASE_1)
        (instance,) = instances(a_world).values()
        client(a_world, "ec2").stop_instances(InstanceIds=[instance])

        assert checks(a_world) == {}
        assert checks(a_world, IncludeAllInstances=True) == {instance: "not-applicable"}


def test_status_checks_are_filtered_and_paged_as_in_ec2():
    with faulty(f"unhealthy: {{server: {DATABASE_1}}}") as a_world:
        launched(a_world)
        ec2, ids = client(a_world, "ec2"), instances(a_world)

        ok = [{"Name": "instance-status.status", "Values": ["ok"]}]
        assert checks(a_world, Filters=ok) == {ids[DATABASE_2]: "ok"}
        failed = [{"Name": "instance-status.reachability", "Values": ["failed"]}]
        assert checks(a_world, Filters=failed) == {ids[DATABASE_1]: "impaired"}
        first = ec2.describe_instance_status(MaxResults=1)
        rest = ec2.describe_instance_status(MaxResults=1, NextToken=first["NextToken"])
        assert "NextToken" not in rest
        shown = first["InstanceStatuses"] + rest["InstanceStatuses"]
        assert {one["InstanceId"] for one in shown} == set(ids.values())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"InstanceIds": ["i-00000000000000000"]}, "InvalidInstanceID.NotFound"),
        ({"Filters": [{"Name": "colour", "Values": ["red"]}]}, "InvalidParameterValue"),
    ],
)
def test_what_ec2_refuses_is_refused(asked, code):
    with faulty("unhealthy") as a_world:
        launched(a_world, DATABASE_1)
        with pytest.raises(ClientError) as refused:
            checks(a_world, **asked)

        assert error_code(refused.value) == code


def test_an_agent_that_lost_its_connection_is_shown_so_and_comes_back():
    with faulty(f"agent-offline: {{server: {DATABASE_1}, for: 10m}}") as a_world:
        launched(a_world)
        lost, online = (instances(a_world)[one] for one in (DATABASE_1, DATABASE_2))

        assert pings(a_world) == {lost: "ConnectionLost", online: "Online"}
        pass_time(a_world, 600)
        assert set(pings(a_world).values()) == {"Online"}


def test_a_command_waits_in_vain_for_an_agent_that_lost_its_connection():
    with faulty(f"agent-offline: {{server: {DATABASE_1}}}") as a_world:
        launched(a_world)
        lost, online = (instances(a_world)[one] for one in (DATABASE_1, DATABASE_2))
        command = send(a_world, lost, online, TimeoutSeconds=120)

        pass_time(a_world, 60)
        assert invocation(a_world, command, lost)["Status"] == "Pending"
        assert invocation(a_world, command, online)["Status"] == "Success"
        pass_time(a_world, 61)
        shown = invocation(a_world, command, lost)
        assert (shown["Status"], shown["StatusDetails"]) == ("TimedOut", "DeliveryTimedOut")
        assert shown["ResponseCode"] == -1


def test_an_agent_that_never_registered_is_unknown_to_ssm():
    with faulty(f"agent-offline: {{server: {DATABASE_1}, shows: absent}}") as a_world:
        launched(a_world)
        absent, online = (instances(a_world)[one] for one in (DATABASE_1, DATABASE_2))

        assert pings(a_world) == {online: "Online"}
        with pytest.raises(client(a_world, "ssm").exceptions.InvalidInstanceId, match=absent):
            send(a_world, absent)


def test_a_command_fails_with_exit_code_and_output():
    fault = f"command: {{server: {DATABASE_1}, exit: 7, output: connection refused}}"
    with faulty(fault) as a_world:
        launched(a_world)
        ids = instances(a_world)
        command = send(a_world, *ids.values())

        pass_time(a_world, 60)

        bad, good = (invocation(a_world, command, ids[one]) for one in (DATABASE_1, DATABASE_2))
        assert (bad["Status"], bad["ResponseCode"]) == ("Failed", 7)
        assert bad["StandardOutputContent"] == "connection refused"
        assert good["Status"] == "Success"


def test_a_command_fails_so_often_as_the_script_says():
    with faulty("command: {document: AWS-RunShellScript, status: TimedOut, times: 2}") as a_world:
        launched(a_world, DATABASE_1)
        (instance,) = instances(a_world).values()
        sent = [send(a_world, instance) for _ in range(3)]

        pass_time(a_world, 60)

        ended = [invocation(a_world, command, instance)["Status"] for command in sent]
        assert ended == ["TimedOut", "TimedOut", "Success"]


def test_an_instance_that_does_not_run_gets_no_command():
    with faulty("unhealthy") as a_world:
        launched(a_world, DATABASE_1)
        (instance,) = instances(a_world).values()
        client(a_world, "ec2").stop_instances(InstanceIds=[instance])

        assert pings(a_world) == {}
        with pytest.raises(client(a_world, "ssm").exceptions.InvalidInstanceId):
            send(a_world, instance)
