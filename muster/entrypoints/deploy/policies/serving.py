"""`muster serve` as the bot's role: it takes the queue's events and looks after runs by itself."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from muster.entrypoints.deploy.policies import borders
from muster.entrypoints.deploy.policies.functions import QUEUE
from muster.entrypoints.deploy.policies.statement import Statement, arn

IF: Final = "HasBotPrincipals"
_BORDERS: Final = ({"dynamodb:PutItem": (borders.GROUPS,)}, borders.reading(borders.SERVER))


def beside_the_bot() -> Iterator[Statement]:
    """What consumer and reconciler may beside the bot; nothing where the bot is a function."""
    taking = ("sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage")
    needed = (
        Statement("", taking, (arn("sqs", QUEUE),)),
        Statement("", ("drs:DescribeJobs",)),
        *borders.within(("dynamodb:PutItem", *borders.READ), *_BORDERS),
    )
    for number, each in enumerate(needed, 1):
        yield replace(each, sid=f"Serves{number}", only_if=IF)
