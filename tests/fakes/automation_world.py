"""A small world for the automation service: boto3 clients whose calls end in Python functions."""

import functools
import json
import random
import uuid
from contextlib import nullcontext, suppress
from types import SimpleNamespace

import boto3
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator

from muster.embedded.aws.automation import Settings, automation_of, service
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.faults.fault import Fault
from muster.embedded.aws.kit import AwsError, Call, NotOurs, Principal

ACCOUNT, REGION = "123456789012", "us-west-2"
OPERATOR = f"arn:aws:iam::{ACCOUNT}:user/operator"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-automation"
START = 1_760_000_000.0


class NoFaults(Fault):
    def __init__(self):
        self.told = []

    def execution_started(self, execution_id, document):
        self.told.append(("execution", document))

    def step_started(self, execution_id, step):
        self.told.append(("step", step))


class AutomationWorld:
    """Documents by name, AWS answers by (service, operation), a record of calls and events."""

    def __init__(self, **settings):
        self.clock = Clock(START)
        self.rng = random.Random(7)
        self.faults = NoFaults()
        self.inventory = SimpleNamespace(functions={})
        self.lock = nullcontext()
        self.documents = {}
        self.answers = {}
        self.calls = []
        self.events = []
        self._ids = random.Random(11)
        self._clients = {}
        self.service = service(self, Settings(**settings))
        self.automation = automation_of(self)

    # what a service sees

    def new_uuid(self):
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    def new_id(self, length=17, alphabet="0123456789abcdef"):
        return "".join(self._ids.choice(alphabet) for _ in range(length))

    def emit(self, **event):
        self.events.append(event)

    def client(self, service, *, principal, region):
        key = (service, principal, region)
        if key not in self._clients:
            self._clients[key] = self._make(*key)
        return self._clients[key]

    # what a test does

    def document(self, steps, name="runbook", **parts):
        content = {"schemaVersion": "0.3", "mainSteps": steps, **parts}
        self.documents.setdefault(name, []).append(json.dumps(content))
        return name

    def start(self, steps=None, *, name="runbook", by=OPERATOR, **request):
        """Start a document (made of `steps` if given) and give its id; nothing has run yet."""
        parts = {key: request.pop(key) for key in list(request) if key[0].islower()}
        if steps is not None:
            self.document(steps, name, **parts)
        answer = self.call("StartAutomationExecution", by=by, DocumentName=name, **request)
        return answer["AutomationExecutionId"]

    def run(self, *args, **kwargs):
        """Start, run to the end, and give the execution."""
        execution_id = self.start(*args, **kwargs)
        self.finish(execution_id)
        return self.get(execution_id)

    def finish(self, execution_id):
        run = self.automation.run_of(execution_id, account=ACCOUNT, region=REGION)
        self.clock.run_until(lambda: run.execution.over, limit=START + 400 * 86400)

    def pass_(self, seconds):
        self.clock.advance_to(self.clock.now() + seconds)

    def get(self, execution_id):
        answer = self.call("GetAutomationExecution", AutomationExecutionId=execution_id)
        return answer["AutomationExecution"]

    def output(self, execution_id, name):
        """An output of a step with its own type, however long."""
        run = self.automation.run_of(execution_id, account=ACCOUNT, region=REGION)
        step_name, _, output = name.partition(".")
        return run.execution.latest[step_name].outputs[output]

    def signal(self, execution_id, kind, *, by=OPERATOR, **payload):
        self.call(
            "SendAutomationSignal",
            by=by,
            AutomationExecutionId=execution_id,
            SignalType=kind,
            **({"Payload": {key: [value] for key, value in payload.items()}} if payload else {}),
        )

    def call(self, operation, *, by=OPERATOR, **params):
        principal = Principal(by, by.split(":")[4])
        request = Call("ssm", operation, params, principal, ACCOUNT, REGION, "request")
        return self.service.handlers[operation](request)

    def operations(self):
        return [call.operation for call in self.calls]

    # boto3 clients

    def _make(self, service, principal, region):
        world, template = self, _template(service)

        class Client(type(template)):
            def _make_api_call(self, operation, params):
                model = self.meta.service_model.operation_model(operation)
                context = {"client_config": None}
                given = self._emit_api_params(params, model, context)
                report = ParamValidator().validate(given, model.input_shape)
                if report.has_errors():
                    raise ParamValidationError(report=report.generate_report())
                asked = SimpleNamespace(
                    service=service,
                    operation=operation,
                    params=dict(given),
                    principal=principal,
                    region=region,
                    at=world.clock.now(),
                )
                return world._answered(self, asked)

        client = object.__new__(Client)
        client.__dict__.update(template.__dict__)
        return client

    def _answered(self, client, asked):
        if asked.operation != "GetDocument":
            self.calls.append(asked)
        try:
            return (
                self._document(asked) if asked.operation == "GetDocument" else self._parsed(asked)
            )
        except AwsError as error:
            status = 500 if error.code == "InternalServerError" else 400
            body = {
                "Error": {"Code": error.code, "Message": error.message},
                "ResponseMetadata": {"HTTPStatusCode": status},
            }
            raise client.exceptions.from_code(error.code)(body, asked.operation) from error

    def _parsed(self, asked):
        if asked.service == "ssm" and asked.operation in self.service.handlers:
            with suppress(NotOurs):
                return self.call(asked.operation, by=asked.principal, **asked.params)
        answer = self.answers.get((asked.service, asked.operation), {})
        return answer(asked) if callable(answer) else answer

    def _document(self, asked):
        versions = self.documents.get(asked.params["Name"])
        if versions is None:
            raise AwsError("InvalidDocument", "no such document")
        version = asked.params["DocumentVersion"]
        number = {"$DEFAULT": 1, "$LATEST": len(versions)}.get(version) or int(version)
        if number > len(versions):
            raise AwsError("InvalidDocumentVersion", "no such version")
        return {
            "Name": asked.params["Name"],
            "DocumentVersion": str(number),
            "DocumentType": "Automation",
            "Content": versions[number - 1],
        }


def script(body, name="Script", **step):
    """An executeScript step whose handler has `body` (a list of lines)."""
    lines = [body] if isinstance(body, str) else body
    source = "def handler(events, context):\n" + "\n".join(f"    {line}" for line in lines)
    given = {"InputPayload": step.pop("payload")} if "payload" in step else {}
    inputs = {"Runtime": "python3.11", "Handler": "handler", "Script": source, **given}
    return {"name": name, "action": "aws:executeScript", "inputs": inputs, **step}


def step(name, action, inputs=None, **keys):
    """Any step."""
    return {"name": name, "action": action, "inputs": inputs or {}, **keys}


def step_of(execution, name):
    """The last run of a step in an execution as the API shows it."""
    return [shown for shown in execution["StepExecutions"] if shown["StepName"] == name][-1]


def statuses(execution):
    """(step, status) of every step that began."""
    return [
        (shown["StepName"], shown["StepStatus"])
        for shown in execution["StepExecutions"]
        if shown["StepStatus"] != "Pending"
    ]


@functools.cache
def _template(service):
    return boto3.client(
        service, region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x"
    )
