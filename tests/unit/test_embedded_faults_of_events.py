"""Faults of events: lost, delivered twice, late, forged."""

import json

import pytest
from fakes.embedded_faults import faulty, pass_time
from fakes.embedded_world import HUB, REGION, client

from muster.embedded.aws.kit import AwsError


def listen(a_world, *sources):
    """A queue that gets the events of these sources."""
    url = client(a_world, "sqs").create_queue(QueueName="q")["QueueUrl"]
    events = client(a_world, "events")
    events.put_rule(Name="r", EventPattern=json.dumps({"source": list(sources) or ["muster"]}))
    arn = f"arn:aws:sqs:{REGION}:{HUB}:q"
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
    return url


def put(a_world, n, *, kind="t", source="muster"):
    entry = {"Source": source, "DetailType": kind, "Detail": json.dumps({"n": n})}
    answer = client(a_world, "events").put_events(Entries=[entry])
    return answer["Entries"][0]["EventId"]


def received(a_world, url):
    sqs = client(a_world, "sqs")
    found = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [json.loads(message["Body"]) for message in messages]
    return found


def numbers(events):
    return [event["detail"]["n"] for event in events]


def test_an_event_is_lost_although_its_sender_is_told_that_all_went_well():
    with faulty("event-lost: {nth: 2}") as a_world:
        url = listen(a_world)

        ids = [put(a_world, n) for n in range(3)]

        assert all(ids)
        assert numbers(received(a_world, url)) == [0, 2]


@pytest.mark.parametrize("matching", ["source: muster", "detail_type: told"])
def test_only_events_that_are_meant_are_lost(matching):
    with faulty(f"event-lost: {{{matching}, times: always}}") as a_world:
        url = listen(a_world, "muster", "other")

        put(a_world, 1, kind="told")
        put(a_world, 2, kind="asked", source="other")

        assert numbers(received(a_world, url)) == [2]


def test_an_event_is_delivered_twice_with_one_id():
    with faulty("event-duplicated: {after: 30s}") as a_world:
        url = listen(a_world)
        event_id = put(a_world, 1)
        first = received(a_world, url)

        pass_time(a_world, 31)

        assert [event["id"] for event in first + received(a_world, url)] == [event_id, event_id]


def test_a_duplicate_may_follow_at_once():
    with faulty("event-duplicated: {times: always}") as a_world:
        url = listen(a_world)

        for n in range(2):
            put(a_world, n)

        assert numbers(received(a_world, url)) == [0, 0, 1, 1]


def test_a_late_event_keeps_its_time_and_is_overtaken():
    with faulty("event-delayed: {by: 5m}") as a_world:
        url = listen(a_world)
        put(a_world, 1)
        pass_time(a_world, 60)
        put(a_world, 2)

        pass_time(a_world, 300)

        early, late = received(a_world, url)
        assert numbers([early, late]) == [2, 1]
        assert late["time"] < early["time"]


def test_events_of_services_are_lost_too():
    with faulty("event-lost: {source: aws.drs, times: always}") as a_world:
        url = listen(a_world, "aws.drs")

        a_world.emit(account=HUB, region=REGION, source="aws.drs", detail_type="t", detail={})

        assert received(a_world, url) == []


def test_a_bus_that_is_not_there_is_told_of_even_if_the_event_is_to_be_lost():
    with faulty("event-lost: {times: always}", "event-delayed: {by: 1m}") as a_world:
        entry = {"Source": "muster", "DetailType": "t", "Detail": "{}"}
        with pytest.raises(AwsError, match="Event bus nowhere does not exist"):
            a_world.events.put((HUB, REGION), entry, "nowhere")


def test_a_bus_that_goes_before_a_late_event_harms_nobody():
    with faulty("event-delayed: {by: 1m}") as a_world:
        events = client(a_world, "events")
        events.create_event_bus(Name="short-lived")
        entry = {"Source": "muster", "DetailType": "t", "Detail": "{}"}
        events.put_events(Entries=[{**entry, "EventBusName": "short-lived"}])
        events.delete_event_bus(Name="short-lived")

        pass_time(a_world, 61)


def test_a_forged_event_looks_like_one_of_aws():
    forged = (
        "event-forged: {at: 5m, source: aws.drs, detail_type: DRS Source Server Launch Result,"
        " detail: {state: RECOVERY_LAUNCH_SUCCEEDED}, resources: ['arn:x']}"
    )
    with faulty(forged) as a_world:
        url = listen(a_world, "aws.drs")
        pass_time(a_world, 299)
        assert received(a_world, url) == []

        pass_time(a_world, 2)

        (event,) = received(a_world, url)
        assert event["detail"] == {"state": "RECOVERY_LAUNCH_SUCCEEDED"}
        assert (event["source"], event["account"]) == ("aws.drs", HUB)
        assert event["resources"] == ["arn:x"]


def test_an_event_is_lost_by_chance_and_by_the_seed():
    def arrived(seed):
        with faulty("event-lost: {rate: 0.5}", seed=seed) as a_world:
            url = listen(a_world)
            for n in range(20):
                put(a_world, n)
            return numbers(received(a_world, url))

    assert arrived(1) == arrived(1)
    assert 4 < len(arrived(1)) < 16
