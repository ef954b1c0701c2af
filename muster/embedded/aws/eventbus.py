"""Events of the embedded services, put on moto's EventBridge through its own API."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.hook import environ_of
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.moto_side import Moto
from muster.embedded.aws.wire import Wire

log = logging.getLogger(__name__)


def put_event(moto: Moto, account: str, region: str, entry: Mapping[str, Any]) -> None:
    """PutEvents of one entry, as the AWS service itself: past the journal, faults and throttles.

    A rule with a target that moto cannot deliver to (Lambda, Automation) is named in the log.
    """
    credential = f"Credential=AWSSERVICE/20000101/{region}/events/aws4_request"
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0",
        "X-Amz-Target": "AWSEvents.PutEvents",
        "Content-Type": "application/x-amz-json-1.1",
    }
    body = json.dumps({"Entries": [entry]}).encode()
    url = f"https://events.{region}.amazonaws.com/"
    try:
        answer = moto.answer(Wire(environ_of("POST", url, headers, body)), account)
    except AwsError as error:
        log.warning("an event could not be delivered to every target: %s", error.message)
        return
    if answer.status != 200 or json.loads(answer.body).get("FailedEntryCount"):  # noqa: PLR2004 - HTTP OK
        raise RuntimeError(f"EventBridge refused an event of ours: {answer.body!r}")
