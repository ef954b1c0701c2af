"""TransactWriteItems and TransactGetItems. Developer Guide, "Amazon DynamoDB Transactions"."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.dynamodb.errors import CONDITION_FAILED, invalid
from muster.embedded.aws.dynamodb.store import Table
from muster.embedded.aws.dynamodb.writes import WRITES, Write
from muster.embedded.aws.kit import AwsError

MOST_ITEMS = 100
TOKEN_SECONDS = 600.0  # how long a ClientRequestToken is remembered

_REASONS = {
    "ConditionalCheckFailedException": ("ConditionalCheckFailed", CONDITION_FAILED),
    "ValidationException": ("ValidationError", None),
}


@dataclass
class Transactions:
    """The transactions of one account and Region; remembers their tokens."""

    now: Callable[[], float]
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict)

    def write(self, find: Callable[[str], Table], params: Mapping[str, Any]) -> None:
        """All writes or none; `AwsError` TransactionCanceledException with a reason for each."""
        if self._is_repeated(params):
            return
        judged = [_judge(find, item) for item in params["TransactItems"]]
        refusals = [one if isinstance(one, AwsError) else None for one in judged]
        if any(refusals):
            raise _cancelled(refusals)
        writes = [one for one in judged if isinstance(one, Write)]
        _refuse_twins(writes)
        for one in writes:
            one.perform()
        self._remember(params)

    def _is_repeated(self, params: Mapping[str, Any]) -> bool:
        """Whether the same request was carried out within ten minutes."""
        token = params.get("ClientRequestToken")
        if token is None:
            return False
        at, known = self._tokens.get(token, (float("-inf"), ""))
        if self.now() - at < TOKEN_SECONDS:
            if known != _told(params):
                raise AwsError(
                    "IdempotentParameterMismatchException",
                    "The request uses the same client token as a previous, but non-identical"
                    " request.",
                )
            return True
        return False

    def _remember(self, params: Mapping[str, Any]) -> None:
        """What was cancelled is not remembered: repeated, it is judged anew."""
        if token := params.get("ClientRequestToken"):
            self._tokens[token] = (self.now(), _told(params))


def _told(params: Mapping[str, Any]) -> str:
    return json.dumps(params["TransactItems"], sort_keys=True)


def _judge(find: Callable[[str], Table], item: Mapping[str, Any]) -> Write | AwsError:
    if len(item) != 1:
        raise invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    ((kind, params),) = item.items()
    table = find(params["TableName"])
    try:
        return WRITES[kind](table, params)
    except AwsError as error:
        if error.code == "ConditionalCheckFailedException":
            return error
        raise


def _refuse_twins(writes: list[Write]) -> None:
    places = [(id(one.table), one.key) for one in writes]
    if len(set(places)) != len(places):
        raise invalid("Transaction request cannot include multiple operations on one item")


def _cancelled(refusals: list[AwsError | None]) -> AwsError:
    reasons = [_reason(one) for one in refusals]
    codes = ", ".join(reason["Code"] for reason in reasons)
    return AwsError(
        "TransactionCanceledException",
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        CancellationReasons=reasons,
    )


def _reason(refusal: AwsError | None) -> dict[str, Any]:
    if refusal is None:
        return {"Code": "None"}
    reason = {"Code": "ConditionalCheckFailed", "Message": CONDITION_FAILED}
    return reason | ({"Item": refusal.members["Item"]} if "Item" in refusal.members else {})
