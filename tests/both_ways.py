"""The same calls by the short way, without HTTP, and by wire: in two worlds of the same seed."""

import re
from datetime import datetime

from botocore.exceptions import ClientError

from muster.embedded.aws.inventory import load_inventory
from muster.embedded.aws.world import World

HUB = "account: '111111111111'\nregion: us-west-2\nservers: []\n"
OPERATOR = "arn:aws:iam::111111111111:user/operator"


def by_both_ways(service, calls):
    """What `calls` gives the short way, and then by wire: each as `played` has it."""
    return played(service, calls, by_wire=False), played(service, calls, by_wire=True)


def played(service, calls, *, by_wire):
    """Every answer to what `calls` asks, and the journal.

    `calls` gets the last answer of each operation and gives pairs: operation, parameters.
    """
    told, last = [], {}
    with World(load_inventory(HUB), start=1_795_000_000.0, seed=7) as world:
        world.prepare("111111111111", "us-west-2")
        client = world.client(service, principal=OPERATOR, region="us-west-2")
        if by_wire:
            client.meta.events.register("before-send", lambda **_: None)
        for operation, params in calls(last):
            answer = _answer(client, operation, params)
            told.append((operation, params, answer))
            last |= {operation: answer} if "Error" not in answer else {}
        return told, [(entry.name, entry.code, entry.params) for entry in world.journal]


def _answer(client, operation, params):
    try:
        answer = getattr(client, operation)(**params)
    except ClientError as error:
        answer = error.response
    head = answer.pop("ResponseMetadata")
    return _timeless(answer) | {"HTTPStatusCode": head["HTTPStatusCode"]}


def _timeless(value):
    """moto looks at the wall: that there is a moment can be compared, and not which."""
    if isinstance(value, dict):
        return {key: _timeless(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    if isinstance(value, str):
        return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "a moment", value)
    return (datetime, str(value.tzinfo)) if isinstance(value, datetime) else value


def errors(told):
    """The codes of the refusals among the answers."""
    return {answer["Error"]["Code"] for _, _, answer in told if "Error" in answer}
