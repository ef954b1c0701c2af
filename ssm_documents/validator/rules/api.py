"""The API that aws:executeAwsApi, the wait and the assert call, against botocore's model."""

from collections.abc import Iterator
from typing import Any

from ssm_documents.validator import api_model
from ssm_documents.validator.actions import API_ACTIONS
from ssm_documents.validator.api_values import Flaw, FlawKind, flaws
from ssm_documents.validator.document import Document, Step, number, refers, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import did_you_mean

_EXECUTE = "automation-action-executeAwsApi"
_OWN_INPUTS = ("Service", "Api", "PropertySelector", "DesiredValues")
_BOTO3 = "https://docs.aws.amazon.com/boto3/latest/reference/services/index.html"
_RENAMED_BY_BOTO3 = {
    ("logs", "CreateExportTask", "fromTime"): "from",
    ("cloudsearchdomain", "Search", "returnFields"): "return",
}
_ADDED_BY_BOTO3 = {"glacier": {"accountId": "-"}}
_BEHIND = {
    "aws:createStack": ("cloudformation", "CreateStack"),
    "aws:deleteStack": ("cloudformation", "DeleteStack"),
    "aws:executeAutomation": ("ssm", "StartAutomationExecution"),
    "aws:executeStateMachine": ("stepfunctions", "StartExecution"),
    "aws:invokeLambdaFunction": ("lambda", "Invoke"),
    "aws:runCommand": ("ssm", "SendCommand"),
}
"""The API behind an action whose inputs have the names of its members."""
_JUDGED_BY_NAME = ("InstanceIds", "TargetLocations", "MaxConcurrency", "MaxErrors")
"""Inputs whose bounds have a rule of their own."""
_NOT_REPEATABLE = {("drs", "StartRecovery")}


@rule("R110", "API step without Service", _EXECUTE)
def no_service(document: Document) -> Mistakes:
    """`Service` is the boto3 namespace of the API."""
    for step in document.running(*API_ACTIONS):
        if not text(step.inputs.get("Service")):
            yield Mistake(step.input_at(), f"{step.title} has no `Service`", "for example `drs`")


@rule("R111", "API step without Api", _EXECUTE)
def no_api(document: Document) -> Mistakes:
    """`Api` is the operation to call."""
    for step in document.running(*API_ACTIONS):
        if not text(step.inputs.get("Api")):
            message = f"{step.title} has no `Api`"
            yield Mistake(
                step.input_at(), message, "name the operation, for example `DescribeJobs`"
            )


@rule("R112", "unknown service", _BOTO3)
def unknown_service(document: Document) -> Mistakes:
    """boto3 has no such service."""
    for step in document.running(*API_ACTIONS):
        name = text(step.inputs.get("Service"))
        if name and not refers(name) and name.lower() not in api_model.services():
            message = f"there is no service `{name}`"
            hint = did_you_mean(name, api_model.services()) or "use the namespace of boto3"
            yield Mistake(step.input_at("Service"), message, hint)


@rule("R113", "unknown operation", _BOTO3, hint="look it up in the reference of boto3")
def unknown_operation(document: Document) -> Mistakes:
    """The service has no such operation."""
    for step in document.running(*API_ACTIONS):
        service, api = text(step.inputs.get("Service")), text(step.inputs.get("Api"))
        known = api_model.operation_names(service)
        if api and known and not refers(api) and api_model.operation(service, api) is None:
            message = f"service `{service.lower()}` has no operation `{api}`"
            yield Mistake(step.input_at("Api"), message, did_you_mean(api, known))


@rule("R114", "unknown member of a request", _BOTO3, hint="look it up in the reference of boto3")
def unknown_member(document: Document) -> Mistakes:
    """Members are spelled as boto3 spells them, upper and lower case included."""
    yield from _flawed(document, "unknown")


@rule("R115", "required member of a request missing", _BOTO3, hint="add it to `inputs`")
def missing_member(document: Document) -> Mistakes:
    """boto3 refuses the call before it is sent."""
    yield from _flawed(document, "missing")


@rule(
    "R116", "member of the wrong kind", _BOTO3, hint="write it as the reference of boto3 shows it"
)
def wrong_kind(document: Document) -> Mistakes:
    """Where the API wants a list or a map, a plain value is not wrapped."""
    yield from _flawed(document, "kind")


@rule(
    "R117",
    "member of another plain type",
    _BOTO3,
    "warning",
    hint="write it as the reference of boto3 shows it",
)
def wrong_type(document: Document) -> Mistakes:
    """The API wants text and gets a number, or the like; SSM promises no conversion."""
    yield from _flawed(document, "type")


@rule(
    "R118",
    "value unknown to the API",
    _BOTO3,
    "warning",
    hint="look it up in the reference of boto3",
)
def unknown_value(document: Document) -> Mistakes:
    """The API's model lists the values that it knows; this one is not among them."""
    yield from _flawed(document, "value")


@rule("R119", "streaming operation", _EXECUTE, "warning")
def streaming(document: Document) -> Mistakes:
    """Streaming operations such as S3 GetObject are not supported."""
    for step, operation in called(document):
        if operation.has_event_stream_output or operation.has_streaming_output:
            message = f"`{operation.name}` answers with a stream, which Automation cannot take"
            yield Mistake(step.input_at("Api"), message, "call it from aws:executeScript")


@rule(
    "R120",
    "a launch that would be repeated",
    "https://docs.aws.amazon.com/drs/latest/APIReference/API_StartRecovery.html",
)
def repeated_launch(document: Document) -> Mistakes:
    """drs:StartRecovery has no client token: a second attempt starts a second job."""
    for step, operation in called(document):
        key = (operation.service_model.service_name, operation.name)
        if key in _NOT_REPEATABLE and (number(step.raw.get("maxAttempts")) or 1) > 1:
            message = f"{step.title} may call {operation.name} more than once"
            hint = "it has no client token: keep `maxAttempts: 1`"
            yield Mistake(step.at("maxAttempts"), message, hint)


@rule(
    "R121",
    "value outside the bounds of the API",
    _BOTO3,
    "warning",
    hint="keep to the bounds, or split the call",
)
def out_of_bounds(document: Document) -> Mistakes:
    """The API's model says how long a text or a list may be, and how large a number."""
    yield from _flawed(document, "bounds")
    for step, operation in _behind(document):
        for flaw in flaws(operation.input_shape, step.inputs):
            if flaw.kind == "bounds" and flaw.path[0] not in _JUDGED_BY_NAME:
                yield _mistake(step, operation.name, flaw)


def called(document: Document) -> Iterator[tuple[Step, Any]]:
    """The API steps whose operation is known, with its model."""
    for step in document.running(*API_ACTIONS):
        service, api = text(step.inputs.get("Service")), text(step.inputs.get("Api"))
        operation = api_model.operation(service, api)
        if operation is not None:
            yield step, operation


def _behind(document: Document) -> Iterator[tuple[Step, Any]]:
    """The steps of actions that hand their inputs on to one API, with its model."""
    for step in document.running(*_BEHIND):
        operation = api_model.operation(*_BEHIND[step.action])
        if operation is not None:
            yield step, operation


def _flawed(document: Document, kind: FlawKind) -> Mistakes:
    for step, operation in called(document):
        for flaw in flaws(operation.input_shape, _request(step, operation)):
            if flaw.kind == kind:
                yield _mistake(step, operation.name, flaw)


def _request(step: Step, operation: Any) -> dict[str, Any]:
    """The members of the request as the model names them, with what boto3 adds."""
    service = operation.service_model.service_name
    request = dict(_ADDED_BY_BOTO3.get(service, {}))
    for name, value in step.inputs.items():
        if name not in _OWN_INPUTS:
            member = _RENAMED_BY_BOTO3.get((service, operation.name, name), name)
            request[member] = value
    return request


def _mistake(step: Step, operation: str, flaw: Flaw) -> Mistake:
    message = f"{operation}: {flaw.message}"
    return Mistake(step.input_at(*flaw.path), message, flaw.hint, at_key=flaw.kind == "unknown")
