"""From results and errors to HTTP, by the botocore model of a service."""

import dataclasses
import functools
import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import UnknownServiceError
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel
from moto.core.serialize import SerializationContext, get_serializer_class
from moto.core.utils import get_service_model

from muster.embedded.aws import refusals
from muster.embedded.aws.json_writing import writer
from muster.embedded.aws.kit import AwsError
from muster.embedded.aws.models import JSON_PROTOCOLS, operation_model, protocol_of
from muster.embedded.aws.validation import constraint_mistakes, type_mistakes
from muster.embedded.aws.wire import Answer, Wire

# Shapes whose constraints the real service does not keep in its own answers, as seen in a captured
# drill of 2022: DRS's times end in +00:00, not in Z, and the job log has the event LAUNCH_END.
LIVE_BREACHES = frozenset({"ISO8601DatetimeString", "JobLogEvent"})

_TOLD = 500  # characters of each mistake that are repeated


class FidelityError(RuntimeError):
    """A handler of ours answered what the model of its service forbids: a defect of ours."""


class _ModelledError(ServiceException):  # type: ignore[misc]  # moto has no types
    """What moto's serialisers turn into the modelled error shape and its HTTP status."""

    def __init__(self, error: AwsError) -> None:
        super().__init__(error.code, error.message)
        for name, value in error.members.items():
            if name != "code":
                setattr(self, name, value)


def check_output(service: str, operation: str, result: Mapping[str, Any]) -> None:
    """Hold an answer of ours against the model; raises `FidelityError`."""
    shape = operation_model(service, operation).output_shape
    wrong = type_mistakes(shape, result) or constraint_mistakes(shape, result, LIVE_BREACHES)
    if wrong:
        told = "; ".join(mistake[:_TOLD] for mistake in wrong)
        raise FidelityError(f"{service}:{operation} answered what its model forbids: {told}")


def serialise(
    service: str, operation: str, protocol: str, result: Mapping[str, Any], request_id: str
) -> Answer:
    """The HTTP answer that carries the result of an operation."""
    model = operation_model(service, operation)
    write = writer(model.output_shape) if model.output_shape is not None else None
    if write is not None and protocol in JSON_PROTOCOLS:
        status = model.http.get("responseCode", 200)
        return dataclasses.replace(as_json(service, write(result), request_id), status=status)
    answer = _serialised(model, protocol, result, request_id)
    return dataclasses.replace(answer, status=_status(model, result) or answer.status)


def as_json(service: str, result: Mapping[str, Any], request_id: str) -> Answer:
    """A result that is JSON already, as the answer of a JSON-protocol service."""
    headers = (
        ("Content-Type", media_type_of_json(service)),
        ("x-amzn-RequestId", request_id),
    )
    return Answer(200, headers, json.dumps(result).encode())


def media_type_of_json(service: str) -> str:
    """The `Content-Type` of a JSON-protocol service."""
    version = get_service_model(service).metadata.get("jsonVersion")
    return f"application/x-amz-json-{version}" if version else "application/json"


def refuse(service: str, operation: str, wire: Wire, error: AwsError, request_id: str) -> Answer:
    """The HTTP answer that carries an error: in its modelled shape and status, if it has any."""
    try:
        protocol = protocol_of(service, wire)
    except UnknownServiceError:
        return refusals.refuse("json", error, request_id)
    return refuse_in(protocol, service, operation, error, request_id)


def refuse_in(
    protocol: str, service: str, operation: str, error: AwsError, request_id: str
) -> Answer:
    """The same in a protocol that is known, of a service that has a model."""
    if error.code not in _error_codes(service):
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


@functools.cache
def _error_codes(service: str) -> frozenset[str]:
    shapes = get_service_model(service).error_shapes
    return frozenset(shape.name for shape in shapes) | {shape.error_code for shape in shapes}
