"""Errors that stand in no service model (access, throttling, not built), spelled for each protocol.

Shapes: Smithy's AWS protocol pages; for EC2 "Error codes for the Amazon EC2 API"; for S3 "Error
responses" of its API reference.
"""

import json
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.wire import Answer

STATUS = {
    "AuthFailure": 401,
    "InternalFailure": 500,
    "InvalidAccessKeyId": 403,
    "InvalidClientTokenId": 403,
    "MissingAuthenticationTokenException": 403,
    "RequestLimitExceeded": 503,
    "SlowDown": 503,
}
"""HTTP statuses by code; every other one is answered with 400."""


def refuse(protocol: str, error: AwsError, request_id: str) -> Answer:
    """The HTTP answer to `error` in one of the five protocols (JSON if it is none of them)."""
    media_type, write = _WRITERS.get(protocol, _WRITERS["json"])
    headers = (
        ("Content-Type", media_type),
        ("x-amzn-ErrorType", error.code),
        ("x-amzn-RequestId", request_id),
    )
    return Answer(STATUS.get(error.code, 400), headers, write(error, request_id).encode())


def _json(error: AwsError, _request_id: str) -> str:
    return json.dumps({"__type": error.code, "message": error.message})


def _query(error: AwsError, request_id: str) -> str:
    return (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{escape(error.code)}</Code>"
        f"<Message>{escape(error.message)}</Message></Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    )


def _ec2(error: AwsError, request_id: str) -> str:
    return (
        f"<Response><Errors><Error><Code>{escape(error.code)}</Code>"
        f"<Message>{escape(error.message)}</Message></Error></Errors>"
        f"<RequestID>{request_id}</RequestID></Response>"
    )


def _rest_xml(error: AwsError, request_id: str) -> str:
    return (
        f"<Error><Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
        f"<RequestId>{request_id}</RequestId></Error>"
    )


_WRITERS: Mapping[str, tuple[str, Callable[[AwsError, str], str]]] = {
    "json": ("application/x-amz-json-1.1", _json),
    "rest-json": ("application/json", _json),
    "query": ("text/xml", _query),
    "ec2": ("text/xml", _ec2),
    "rest-xml": ("application/xml", _rest_xml),
}
