"""A small world for the automation service: boto3 clients whose calls end in Python functions."""

import json
import random
import uuid
from contextlib import nullcontext
from types import SimpleNamespace

import boto3
from botocore.config import Config

from muster.embedded.aws.automation import Settings, automation_of, service
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.kit import AwsError, Call, Principal

ACCOUNT, REGION = "123456789012", "us-west-2"
OPERATOR = f"arn:aws:iam::{ACCOUNT}:user/operator"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/muster-automation"
START = 1_760_000_000.0
_SESSION = boto3.Session("x", "x", region_name=REGION)  # one, because it reads the models


class NoFaults:
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
        client = _SESSION.client(
            service, region_name=region, config=Config(retries={"total_max_attempts": 1})
        )

        def answer(model, params, context, **_):
            asked = SimpleNamespace(
                service=service,
                operation=model.name,
                params=context["asked"],
                principal=principal,
                region=region,
                at=self.clock.now(),
            )
            return self._answered(asked)

        def remember(params, context, **_):
            context["asked"] = dict(params)

        client.meta.events.register("before-parameter-build", remember)
        client.meta.events.register_first("before-call", answer)
        return client

    def _answered(self, asked):
        if asked.operation == "GetDocument":
            return self._document(asked)
        self.calls.append(asked)
        try:
            return _http(200), self._parsed(asked)
        except AwsError as error:
            body = {"Error": {"Code": error.code, "Message": error.message}}
            status = 500 if error.code == "InternalServerError" else 400
            return _http(status), {**body, "ResponseMetadata": {"HTTPStatusCode": status}}

    def _parsed(self, asked):
        if asked.service == "ssm" and asked.operation in self.service.handlers:
            return self.call(asked.operation, by=asked.principal, **asked.params)
        answer = self.answers.get((asked.service, asked.operation), {})
        return answer(asked) if callable(answer) else answer

    def _document(self, asked):
        versions = self.documents.get(asked.params["Name"])
        if versions is None:
            body = {"Error": {"Code": "InvalidDocument", "Message": "no such document"}}
            return _http(400), body
        version = asked.params["DocumentVersion"]
        number = {"$DEFAULT": 1, "$LATEST": len(versions)}.get(version) or int(version)
        if number > len(versions):
            body = {"Error": {"Code": "InvalidDocumentVersion", "Message": "no such version"}}
            return _http(400), body
        return _http(200), {
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


def _http(status):
    return SimpleNamespace(status_code=status, headers={}, text="", content=b"")
