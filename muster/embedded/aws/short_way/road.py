"""One operation that can go the short way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws import answers
from muster.embedded.aws.json_writing import writer
from muster.embedded.aws.kit import AwsError, Service
from muster.embedded.aws.models import JSON_PROTOCOLS, operation_model
from muster.embedded.aws.short_way.giving import giving, giving_json
from muster.embedded.aws.short_way.limits import Doubt
from muster.embedded.aws.short_way.taking import taking
from muster.embedded.aws.short_way.walk import Step
from muster.embedded.aws.wire import Answer


@dataclass(frozen=True)
class Road:
    """How parameters and result of an operation of ours are copied, and what HTTP would say."""

    service: Service
    operation: str
    model: Any
    take: Step
    give: Step
    media_type: str

    def given(self, result: Mapping[str, Any], request_id: str) -> dict[str, Any] | Answer:
        """The result as boto3 gives it, or the HTTP answer that carries it."""
        try:
            given: dict[str, Any] = self.give(result)
        except Doubt:
            return self._written(result, request_id)
        return given

    def head(self, request_id: str, date: str) -> dict[str, Any]:
        """The `ResponseMetadata` of a result that was given, after one attempt of one."""
        return {
            "RequestId": request_id,
            "HTTPStatusCode": self.model.http.get("responseCode", 200),
            "HTTPHeaders": {
                "date": date,
                "content-type": self.media_type,
                "x-amzn-requestid": request_id,
            },
            "MaxAttemptsReached": True,
            "RetryAttempts": 0,
        }

    def refused(self, error: AwsError, request_id: str) -> Answer:
        """The HTTP answer that carries an error."""
        name, protocol = self.service.name, self._protocol
        return answers.refuse_in(protocol, name, self.operation, error, request_id)

    def _written(self, result: Mapping[str, Any], request_id: str) -> Answer:
        name = self.service.name
        if self.service.plain_json:
            return answers.as_json(name, result, request_id)
        answers.check_output(name, self.operation, result)
        return answers.serialise(name, self.operation, self._protocol, result, request_id)

    @property
    def _protocol(self) -> str:
        return str(self.model.service_model.resolved_protocol)


def road(service: Service | None, operation: str) -> Road | None:
    """The road of an operation; None if it is not ours always, or is told by more than a body."""
    if service is None or operation not in service.handlers or operation in service.sometimes:
        return None
    model = operation_model(service.name, operation)
    if not _is_plain(model):
        return None
    give = giving_json if service.plain_json else giving
    steps = (taking(model.input_shape), give(model.output_shape))
    return Road(service, operation, model, *steps, answers.media_type_of_json(service.name))


def _is_plain(model: Any) -> bool:
    speaks_json = model.service_model.resolved_protocol in JSON_PROTOCOLS
    shapes = [shape for shape in (model.input_shape, model.output_shape) if shape is not None]
    return speaks_json and model.endpoint is None and all(writer(shape) for shape in shapes)
