"""From HTTP to parameters and back, by the botocore model of a service; moto's core spells.

The names of moto used here and in `moto_side` are held by a contract test, for `moto.core` moves.
"""

import dataclasses
import functools
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.utils import parse_timestamp
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import SerializationContext, get_serializer_class
from moto.core.utils import get_service_model
from werkzeug.exceptions import HTTPException

from muster.embedded.aws import refusals
from muster.embedded.aws.json_writing import writer
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.validation import (
    constraint_mistakes,
    type_mistakes,
    validation_message,
)
from muster.embedded.aws.wire import Answer, Wire

UNKNOWN = "?"
JSON_PROTOCOLS = ("json", "rest-json")
SERVICE_BY_SIGNING_NAME = {"monitoring": "cloudwatch", "email": "ses", "eventbridge": "events"}


class FidelityError(RuntimeError):
    """A handler of ours answered what the model of its service forbids: a defect of ours."""


class _ModelledError(ServiceException):  # type: ignore[misc]  # moto has no types
    """What moto's serialisers turn into the modelled error shape and its HTTP status."""

    def __init__(self, error: AwsError) -> None:
        super().__init__(error.code, error.message)
        for name, value in error.members.items():
            if name != "code":
                setattr(self, name, value)


def service_of(signing_name: str) -> str:
    """The botocore name of the service behind a SigV4 signing name."""
    return SERVICE_BY_SIGNING_NAME.get(signing_name.lower(), signing_name.lower())


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
    model = _model(service, operation)
    request = Request(wire.fresh_environ())
    protocol = _protocol(service, wire)
    has_json = protocol in JSON_PROTOCOLS and "payload" not in _serialization(model)
    if has_json:
        plain_json(wire)
    parser = PROTOCOL_PARSERS[protocol](model, timestamp_parser=_aware)
    try:
        params: dict[str, Any] = parser.parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": wire.body,
                "url_path": request.path,
                "url_params": uri,
            }
        )
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise AwsError("SerializationException", f"the request cannot be read: {error}") from error
    return {name: value for name, value in params.items() if value is not None}


@functools.cache
def _model(service: str, operation: str) -> Any:
    """One model for each operation, for botocore makes shapes anew with every one."""
    return get_service_model(service).operation_model(operation)


def plain_json(wire: Wire) -> dict[str, Any]:
    """The body as JSON; raises `AwsError` SerializationException if it is no JSON object."""
    try:
        document = json.loads(wire.body or b"{}")
    except ValueError as error:
        raise AwsError("SerializationException", f"the body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise AwsError("SerializationException", "the body must be a JSON object")
    return document


def as_json(service: str, result: Mapping[str, Any], request_id: str) -> Answer:
    """A result that is JSON already, as the answer of a JSON-protocol service."""
    version = get_service_model(service).metadata.get("jsonVersion")
    media_type = f"application/x-amz-json-{version}" if version else "application/json"
    headers = (
        ("Content-Type", media_type),
        ("x-amzn-RequestId", request_id),
    )
    return Answer(200, headers, json.dumps(result).encode())


def check_input(service: str, operation: str, params: Mapping[str, Any]) -> None:
    """Hold a request against the model; raises `AwsError` as AWS words it."""
    shape = _model(service, operation).input_shape
    wrong = type_mistakes(shape, params)
    if wrong:
        raise AwsError("SerializationException", "; ".join(wrong))
    mistakes = constraint_mistakes(shape, params)
    if mistakes:
        raise AwsError(_VALIDATION_CODES.get(service, "ValidationException"), _text(mistakes))


def check_output(service: str, operation: str, result: Mapping[str, Any]) -> None:
    """Hold an answer of ours against the model; raises `FidelityError`."""
    shape = _model(service, operation).output_shape
    wrong = type_mistakes(shape, result) or constraint_mistakes(shape, result, _LIVE_BREACHES)
    if wrong:
        told = "; ".join(mistake[:_TOLD] for mistake in wrong)
        raise FidelityError(f"{service}:{operation} answered what its model forbids: {told}")


def serialise(
    service: str, operation: str, wire: Wire, result: Mapping[str, Any], request_id: str
) -> Answer:
    """The HTTP answer that carries the result of an operation."""
    model = _model(service, operation)
    protocol = _protocol(service, wire)
    write = writer(model.output_shape) if model.output_shape is not None else None
    if write is not None and protocol in JSON_PROTOCOLS:
        status = model.http.get("responseCode", 200)
        return dataclasses.replace(as_json(service, write(result), request_id), status=status)
    answer = _serialised(model, protocol, result, request_id)
    return dataclasses.replace(answer, status=_status(model, result) or answer.status)


def refuse(service: str, operation: str, wire: Wire, error: AwsError, request_id: str) -> Answer:
    """The HTTP answer that carries an error: in its modelled shape and status, if it has any."""
    try:
        modelled = error.code in _error_codes(service)
    except UnknownServiceError:
        return refusals.refuse("json", error, request_id)
    protocol = _protocol(service, wire)
    if not modelled:
        return refusals.refuse(protocol, error, request_id)
    services = get_service_model(service)
    known = operation in services.operation_names
    model = services.operation_model(operation) if known else OperationModel({}, services)
    return _serialised(model, protocol, _ModelledError(error), request_id)


def _serialised(model: Any, protocol: str, result: Any, request_id: str) -> Answer:
    serializer = get_serializer_class(model.service_model.service_name, protocol)
    context = SerializationContext(request_id)
    answer = serializer(operation_model=model, context=context).serialize(result)
    headers = {**answer["headers"], "x-amzn-RequestId": request_id}
    body = answer["body"]
    return Answer(
        answer["status_code"],
        tuple((name, str(value)) for name, value in headers.items()),
        body if isinstance(body, bytes) else str(body).encode(),
    )


def _status(model: Any, result: Mapping[str, Any]) -> int | None:
    """The member that the model binds to the HTTP status (Lambda's `StatusCode`), if it has one."""
    members = model.output_shape.members if model.output_shape is not None else {}
    bound = (
        name for name in members if members[name].serialization.get("location") == "statusCode"
    )
    return result.get(next(bound, ""))


def _protocol(service: str, wire: Wire) -> str:
    model = get_service_model(service)
    try:
        return str(determine_request_protocol(model, _media_type(wire)))
    except NotImplementedError:  # a media type that the service does not speak
        return str(model.protocol)


@functools.cache
def _error_codes(service: str) -> frozenset[str]:
    shapes = get_service_model(service).error_shapes
    return frozenset(shape.name for shape in shapes) | {shape.error_code for shape in shapes}


def _media_type(wire: Wire) -> str:
    return wire.content_type.split(";")[0].strip()


def _serialization(model: Any) -> Mapping[str, Any]:
    shape = model.input_shape
    return shape.serialization if shape is not None else {}


def _aware(value: Any) -> datetime:
    moment: datetime = parse_timestamp(value)
    return moment.astimezone(UTC)


def _text(mistakes: list[str]) -> str:
    return validation_message(mistakes)


# Shapes whose constraints the real service does not keep in its own answers, as seen in a captured
# drill of 2022: DRS's times end in +00:00, not in Z, and the job log has the event LAUNCH_END.
_LIVE_BREACHES = frozenset({"ISO8601DatetimeString", "JobLogEvent"})

_TOLD = 500  # characters of each mistake that are repeated

_VALIDATION_CODES = {"sts": "ValidationError"}
