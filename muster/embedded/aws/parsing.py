"""From HTTP to parameters, by the botocore model of a service; moto's core does the spelling.

The names of moto used here and beside are held by a contract test, for `moto.core` moves.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.utils import parse_timestamp
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request
from moto.core.routing import get_service_router
from werkzeug.exceptions import HTTPException

from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.models import JSON_PROTOCOLS, operation_model, protocol_of
from muster.embedded.aws.validation import (
    constraint_mistakes,
    type_mistakes,
    validation_message,
)
from muster.embedded.aws.wire import Wire

UNKNOWN = "?"

_VALIDATION_CODES = {"sts": "ValidationError"}


def operation_of(service: str, wire: Wire) -> tuple[str, Mapping[str, Any]]:
    """Operation name and URI parameters of a request, or (`UNKNOWN`, {}) if nothing tells."""
    if wire.target:
        return wire.target.rsplit(".", 1)[-1], {}
    if "Action" in wire.form:
        return wire.form["Action"][0], {}
    try:
        operation, uri = get_service_router(service).match(Request(wire.fresh_environ()))
    except (HTTPException, NotImplementedError, UnknownServiceError):
        return UNKNOWN, {}
    return str(operation.name), uri


def parse(service: str, operation: str, uri: Mapping[str, Any], wire: Wire) -> dict[str, Any]:
    """The parameters as boto3 spells them, timestamps aware and in UTC.

    Raises `AwsError`: `SerializationException` if the body is not even of the right types.
    """
    model = operation_model(service, operation)
    protocol = protocol_of(service, wire)
    if protocol in JSON_PROTOCOLS and not _has_payload(model):
        plain_json(wire)
    parser = PROTOCOL_PARSERS[protocol](model, timestamp_parser=_aware)
    try:
        params = parser.parse(_request(wire, uri))
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise AwsError("SerializationException", f"the request cannot be read: {error}") from error
    return {name: value for name, value in params.items() if value is not None}


def plain_json(wire: Wire) -> dict[str, Any]:
    """The body as JSON; raises `AwsError` SerializationException if it is no JSON object."""
    try:
        document = json.loads(wire.body or b"{}")
    except ValueError as error:
        raise AwsError("SerializationException", f"the body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise AwsError("SerializationException", "the body must be a JSON object")
    return document


def check_input(service: str, operation: str, params: Mapping[str, Any]) -> None:
    """Hold a request against the model; raises `AwsError` as AWS words it."""
    shape = operation_model(service, operation).input_shape
    wrong = type_mistakes(shape, params)
    if wrong:
        raise AwsError("SerializationException", "; ".join(wrong))
    mistakes = constraint_mistakes(shape, params)
    if mistakes:
        code = _VALIDATION_CODES.get(service, "ValidationException")
        raise AwsError(code, validation_message(mistakes))


def _request(wire: Wire, uri: Mapping[str, Any]) -> dict[str, Any]:
    request = Request(wire.fresh_environ())
    return {
        "method": request.method,
        "values": request.values,
        "headers": request.headers,
        "body": wire.body,
        "url_path": request.path,
        "url_params": uri,
    }


def _has_payload(model: Any) -> bool:
    return model.input_shape is not None and "payload" in model.input_shape.serialization


def _aware(value: Any) -> datetime:
    moment: datetime = parse_timestamp(value)
    return moment.astimezone(UTC)
