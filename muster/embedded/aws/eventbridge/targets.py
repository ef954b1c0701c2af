"""Where events can go, by the service in the target's ARN."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from muster.embedded.aws.context import Context

Send = Callable[[Any, "Arn", Mapping[str, Any], str], None]


class UnknownTargetError(ValueError):
    """Events cannot be delivered to this kind of target here."""


@dataclass(frozen=True)
class Arn:
    """The parts of an ARN that matter here; `name` is what stands behind the last / or :."""

    text: str
    service: str
    region: str
    account: str
    resource: str

    @property
    def name(self) -> str:
        """The name of a resource such as `rule/x`, `function:x` or `x`."""
        return self.resource.replace(":", "/").rpartition("/")[2]


def arn_of(text: str) -> Arn:
    """Take an ARN apart; `UnknownTargetError` if it is none."""
    parts = text.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":  # noqa: PLR2004 - the parts of an ARN
        raise UnknownTargetError(f"{text!r} is no ARN")
    return Arn(text, parts[2], parts[3], parts[4], parts[5])


def send(world: Context, place: tuple[str, str], target: Mapping[str, Any], text: str) -> None:
    """Send `text` to a target, as the target's role or else as EventBridge of the bus's account."""
    arn = arn_of(target["Arn"])
    kind = _KINDS.get(arn.service)
    if kind is None:
        raise UnknownTargetError(f"events are not delivered to {arn.service} here")
    service, deliver = kind
    account, region = place
    principal = _principal(target.get("RoleArn", ""), account)
    client = world.client(service, principal=principal, region=arn.region or region)
    deliver(client, arn, target, text)


def _principal(role: str, account: str) -> str:
    owner = role.split(":")[4] if role else account
    name = role.rpartition("/")[2] or "AWSServiceRoleForAmazonEventBridge"
    return f"arn:aws:sts::{owner}:assumed-role/{name}/events"


def _queue(client: Any, arn: Arn, target: Mapping[str, Any], text: str) -> None:
    url = client.get_queue_url(QueueName=arn.name, QueueOwnerAWSAccountId=arn.account)["QueueUrl"]
    group = target.get("SqsParameters", {}).get("MessageGroupId")
    more = {"MessageGroupId": group} if group else {}
    client.send_message(QueueUrl=url, MessageBody=text, **more)


def _topic(client: Any, arn: Arn, _target: Mapping[str, Any], text: str) -> None:
    client.publish(TopicArn=arn.text, Message=text)


def _function(client: Any, arn: Arn, _target: Mapping[str, Any], text: str) -> None:
    client.invoke(FunctionName=arn.text, InvocationType="Event", Payload=text.encode())


def _automation(client: Any, arn: Arn, _target: Mapping[str, Any], text: str) -> None:
    """The target's text is the map of the document's parameters (lists of strings)."""
    name, _, version = arn.resource.removeprefix("automation-definition/").partition(":")
    parameters = json.loads(text)
    more = {"DocumentVersion": version} if version else {}
    client.start_automation_execution(DocumentName=name, Parameters=parameters, **more)


_KINDS: Mapping[str, tuple[str, Send]] = {
    "lambda": ("lambda", _function),
    "sns": ("sns", _topic),
    "sqs": ("sqs", _queue),
    "ssm": ("ssm", _automation),
}
