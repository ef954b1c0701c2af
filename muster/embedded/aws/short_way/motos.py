"""Operations of moto that go the short way: its own methods, asked without HTTP, EC2's without XML.

moto reads the same request as by wire, and does the same with it: by its own response class, of
which one instance is handed another serialiser if it would write XML.
"""

import functools
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from botocore.serialize import create_serializer
from moto.core.request import Request
from moto.core.responses import ActionContext, ActionResult
from moto.core.serialize import EC2Serializer, XFormedAttributePicker
from moto.ec2.responses import EC2Response
from moto.ssm.responses import SimpleSystemManagerResponse

from muster.embedded.aws.answers import media_type_of_json
from muster.embedded.aws.hook import environ_of
from muster.embedded.aws.kit import Call, Service
from muster.embedded.aws.models import operation_model
from muster.embedded.aws.moto_side import Moto, failures_of_moto
from muster.embedded.aws.plain_json import Parsers
from muster.embedded.aws.rewrites import put_right
from muster.embedded.aws.short_way.limits import Doubt
from muster.embedded.aws.short_way.picking import Picking
from muster.embedded.aws.short_way.road import Road
from muster.embedded.aws.short_way.taking import taking
from muster.embedded.aws.short_way.walk import Step
from muster.embedded.aws.wire import Answer, Wire

OPERATIONS = {
    "ec2": (
        "CreateLaunchTemplate",
        "CreateSubnet",
        "DescribeInstanceTypeOfferings",
        "DescribeInstanceTypes",
        "DescribeInstances",
        "DescribeLaunchTemplateVersions",
        "DescribeLaunchTemplates",
        "DescribeSubnets",
        "DescribeVpcs",
        "RunInstances",
        "StopInstances",
        "TerminateInstances",
    ),
    "ssm": ("CreateDocument", "GetDocument"),
}
"""What DRS, Automation and a run ask of moto. All else goes by wire: nobody is in a hurry there."""
RESPONSES = {"ec2": EC2Response, "ssm": SimpleSystemManagerResponse}
WRITING = {
    "ec2": create_serializer("ec2", include_validation=False),
    "ssm": create_serializer("json", include_validation=False),
}
FORM = "application/x-www-form-urlencoded; charset=utf-8"
_READING = Parsers().create_parser("json")


def road_to_moto(moto: Moto, service: str, operation: str) -> Road | None:
    """The road of an operation that is moto's alone; None if it has none."""
    if operation not in OPERATIONS.get(service, ()):
        return None
    model = operation_model(service, operation)
    asked = Service(service, {operation: functools.partial(perform, moto)})
    is_xml = service == "ec2"
    media_type = EC2Serializer.CONTENT_TYPE if is_xml else media_type_of_json(service)
    return Road(asked, operation, model, _taking(model), _as_it_is, media_type)


def perform(moto: Moto, call: Call) -> Any:
    """What moto answers: as boto3 gives it, or as HTTP if it refuses or the answer is unusual."""
    with failures_of_moto():
        moto.begin(call.service, call.region)
        response = RESPONSES[call.service]()
        response.setup_class(_request(call))
        if call.service == "ec2":
            response.serialized = functools.partial(_serialized, response)
        status, headers, body = response.call_action()
    if isinstance(body, dict):
        return body
    answer = Answer(int(status), tuple(headers.items()), body.encode())
    return answer if call.service == "ec2" or answer.is_refusal else _read(call, answer)


def _taking(model: Any) -> Step:
    take = taking(model.input_shape)

    def take_plain(params: Mapping[str, Any]) -> Any:
        if "UserData" in params:  # botocore encodes it on the wire
            raise Doubt
        return take(params)

    return take_plain


def _as_it_is(value: Any) -> Any:
    return value


def _request(call: Call) -> Request:
    """What botocore would send, but for the signature."""
    model = operation_model(call.service, call.operation)
    request = WRITING[call.service].serialize_to_request(call.params, model)
    body = request["body"]
    headers = {"Content-Type": FORM, **request["headers"], "X-Moto-Account-Id": call.account}
    url = f"https://{call.service}.{call.region}.amazonaws.com/"
    sent = body if isinstance(body, bytes) else urlencode(body).encode()
    wire = Wire(environ_of("POST", url, headers, sent))
    put_right(f"{call.service}:{call.operation}", wire)
    return Request(wire.fresh_environ())


def _read(call: Call, answer: Answer) -> dict[str, Any]:
    model = operation_model(call.service, call.operation)
    told = {"status_code": answer.status, "headers": {}, "body": answer.body}
    read: dict[str, Any] = _READING.parse(told, model.output_shape)
    del read["ResponseMetadata"]
    return read


def _serialized(response: Any, result: ActionResult) -> Any:
    if isinstance(result.result, Exception):
        return EC2Response.serialized(response, result)
    operation = operation_model("ec2", response.querystring["Action"][0])
    context = ActionContext(operation.service_model, operation, _Plain, response)
    status, headers, body = result.execute_result(context)
    return status, {**headers, **response.response_headers}, body


class _Plain:
    """What moto takes for a serialiser: its answers are as boto3 gives them, if they can be."""

    def __init__(self, operation_model: Any, **given: Any) -> None:
        self._model = operation_model
        self._given = given

    def serialize(self, result: Any) -> Mapping[str, Any]:
        """An answer in moto's form."""
        try:
            body = _giving(self._model.name)(result)
        except Doubt:
            return dict(EC2Serializer(self._model, **self._given).serialize(result))
        return {"status_code": 200, "headers": {}, "body": body}


@functools.cache
def _giving(operation: str) -> Step:
    transformers = EC2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER
    picking = Picking(XFormedAttributePicker(response_transformers=transformers))
    shape = operation_model("ec2", operation).output_shape
    return picking.step(shape, f"{operation}.{shape.name}")
