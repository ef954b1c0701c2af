"""Taking messages off the embedded AWS's queues, quickly and as SQS does it."""

import pytest
from botocore.exceptions import ClientError
from fakes.embedded_world import HUB, REGION, client, world

from muster.embedded.aws import queues


@pytest.fixture
def a_world():
    with world() as made:
        made.register(queues.service(made.clock, lambda: made.front.pause, "queues"))
        yield made


@pytest.fixture
def sqs(a_world):
    return client(a_world, "sqs")


def queue(sqs, name="q", **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def send(sqs, url, *bodies):
    for body in bodies:
        sqs.send_message(QueueUrl=url, MessageBody=body)


def receive(sqs, url, **more):
    return sqs.receive_message(QueueUrl=url, **{"MaxNumberOfMessages": 10, **more}).get(
        "Messages", []
    )


def bodies(found):
    return [message["Body"] for message in found]


def test_a_message_is_given_whole(sqs):
    url = queue(sqs)
    sqs.send_message(
        QueueUrl=url,
        MessageBody="hello",
        MessageAttributes={"colour": {"DataType": "String", "StringValue": "red"}},
    )

    (message,) = receive(
        sqs, url, MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"]
    )

    assert message["Body"] == "hello"
    assert message["MD5OfBody"] == "5d41402abc4b2a76b9719d911017c592"
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert message["MessageAttributes"]["colour"]["StringValue"] == "red"


def test_one_message_is_given_unless_more_are_asked_for(sqs):
    url = queue(sqs)
    send(sqs, url, *map(str, range(12)))

    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1
    assert len(receive(sqs, url)) == 10
    assert len(receive(sqs, url)) == 1
    assert receive(sqs, url) == []


def test_a_message_in_flight_is_hidden_until_its_time_out(sqs):
    url = queue(sqs)
    send(sqs, url, "a", "b")

    assert bodies(receive(sqs, url, MaxNumberOfMessages=1, VisibilityTimeout=0)) == ["a"]
    assert bodies(receive(sqs, url)) == ["a", "b"]
    assert receive(sqs, url) == []


def test_deleted_messages_are_gone_and_deleting_them_again_does_no_harm(sqs):
    url = queue(sqs, VisibilityTimeout="0")
    send(sqs, url, "a", "b", "c")
    first, second, _ = receive(sqs, url)
    entries = [
        {"Id": "1", "ReceiptHandle": first["ReceiptHandle"]},
        {"Id": "2", "ReceiptHandle": second["ReceiptHandle"]},
    ]

    once = sqs.delete_message_batch(QueueUrl=url, Entries=entries)
    again = sqs.delete_message_batch(QueueUrl=url, Entries=entries)

    assert [entry["Id"] for entry in once["Successful"]] == ["1", "2"]
    assert [entry["Id"] for entry in again["Successful"]] == ["1", "2"]
    assert bodies(receive(sqs, url)) == ["c"]


def test_a_handle_that_never_was_cannot_be_deleted(sqs):
    url = queue(sqs)

    answer = sqs.delete_message_batch(
        QueueUrl=url, Entries=[{"Id": "1", "ReceiptHandle": "nothing"}]
    )

    assert [entry["Code"] for entry in answer["Failed"]] == ["ReceiptHandleIsInvalid"]


def test_what_is_received_can_be_deleted_or_hidden_by_the_rest_of_the_api(sqs):
    url = queue(sqs)
    send(sqs, url, "a", "b")
    first, second = receive(sqs, url)

    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    sqs.change_message_visibility(
        QueueUrl=url, ReceiptHandle=second["ReceiptHandle"], VisibilityTimeout=0
    )

    assert bodies(receive(sqs, url)) == ["b"]


def test_a_message_that_was_given_too_often_becomes_a_dead_letter(sqs):
    dead = queue(sqs, "dead")
    arn = f"arn:aws:sqs:{REGION}:{HUB}:dead"
    policy = f'{{"deadLetterTargetArn": "{arn}", "maxReceiveCount": 2}}'
    url = queue(sqs, VisibilityTimeout="0", RedrivePolicy=policy)
    send(sqs, url, "poison")

    counts = [len(receive(sqs, url)) for _ in range(3)]

    assert counts == [1, 1, 0]
    assert bodies(receive(sqs, dead)) == ["poison"]


def test_a_task_waits_for_a_message_in_virtual_time(a_world, sqs):
    url, found = queue(sqs), []
    a_world.clock.spawn(lambda: found.extend(receive(sqs, url, WaitTimeSeconds=20)), "consumer")
    start = a_world.clock.now()

    a_world.clock.after(7, lambda: send(sqs, url, "late"))
    a_world.clock.advance_to(start + 6)
    assert found == []
    a_world.clock.advance_to(start + 9)

    assert bodies(found) == ["late"]


def test_where_nothing_lets_time_pass_an_empty_queue_answers_at_once(sqs):
    assert receive(sqs, queue(sqs), WaitTimeSeconds=20) == []


def test_an_unknown_queue_and_a_fifo_queue_are_refused(sqs):
    url = queue(sqs)
    fifo = sqs.create_queue(QueueName="f.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]

    with pytest.raises(ClientError, match="does not exist"):
        receive(sqs, url + "x")
    with pytest.raises(ClientError, match="FIFO"):
        receive(sqs, fifo)
