"""Operations of moto's EC2 that go the short way: its own methods, asked without HTTP and XML.

moto reads a request of EC2, picks the answer from its own objects, and all that it does in between
is done here as well: by its own response class, one instance of which is handed another serialiser.
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

from muster.embedded.aws.hook import environ_of
from muster.embedded.aws.kit import Call, Service
from muster.embedded.aws.models import operation_model
from muster.embedded.aws.moto_side import Moto, failures_of_moto
from muster.embedded.aws.short_way.limits import Doubt
from muster.embedded.aws.short_way.picking import Picking
from muster.embedded.aws.short_way.road import Road
from muster.embedded.aws.short_way.taking import taking
from muster.embedded.aws.short_way.walk import Step
from muster.embedded.aws.wire import Answer

OPERATIONS = (
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
)
"""What DRS and a run ask of moto. All else of EC2 goes by wire: nobody is in a hurry there."""

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
_WRITING = create_serializer("ec2", include_validation=False)


def road_to_moto(moto: Moto, operation: str) -> Road | None:
    """The road of an operation of EC2 that is moto's alone; None if it has none."""
    if operation not in OPERATIONS:
        return None
    model = operation_model("ec2", operation)
    asked = Service("ec2", {operation: functools.partial(perform, moto)})
    return Road(asked, operation, model, _taking(model), _as_it_is, EC2Serializer.CONTENT_TYPE)


def perform(moto: Moto, call: Call) -> Any:
    """What moto answers: as boto3 gives it, or as HTTP if it refuses or the answer is unusual."""
    with failures_of_moto():
        moto.begin("ec2", call.region)
        response = EC2Response()
        response.setup_class(_request(call))
        response.serialized = functools.partial(_serialized, response)
        status, headers, body = response.call_action()
    if isinstance(body, dict):
        return body
    return Answer(int(status), tuple(headers.items()), body.encode())


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
    model = operation_model(call.service, call.operation)
    form = _WRITING.serialize_to_request(call.params, model)["body"]
    headers = {**FORM, "X-Moto-Account-Id": call.account}
    url = f"https://ec2.{call.region}.amazonaws.com/"
    return Request(environ_of("POST", url, headers, urlencode(form).encode()))


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
