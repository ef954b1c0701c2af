"""Run Command on recovery instances (Systems Manager API, SendCommand): lines of shell.

Sent to those whose agent is online; who has no agent online is told so. Instances that get the same
line share one command, at most 50 of them.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.items import Server
from ssm_documents.scripts.lib.clients import Where, check_time, client, error_code, every
from ssm_documents.scripts.lib.facts import parts
from ssm_documents.scripts.lib.here import Here, moment
from ssm_documents.scripts.lib.places import Place, by_place, place_of, where
from ssm_documents.scripts.lib.sending import send_once

OFFLINE = "its SSM agent is not online"
DOCUMENTS = {"Windows": "AWS-RunPowerShellScript", "Linux": "AWS-RunShellScript"}
"""AWS's documents by the platform that the agent names; macOS takes the shell, too."""
PER_COMMAND = 50
PER_LISTING = 50
DELIVERY = 30
"""The least time, in seconds, in which a command must reach its instance."""
LOOK = 3
RUNNING = frozenset({"Pending", "InProgress", "Delayed", "Cancelling"})

Line = Callable[[Server, str], str]
"""The line for a server on its platform."""


@dataclass(frozen=True)
class Answer:
    """How a command ended on one instance."""

    status: str
    code: int = -1
    output: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it ended with 0."""
        return self.status == "Success"

    @property
    def in_words(self) -> str:
        """Why it did not."""
        if self.status == OFFLINE:
            return OFFLINE
        code = f" {self.code}" if self.code >= 0 else ""
        said = " ".join(self.output.split())[-200:]
        return f"{self.status}{code}" + (f": {said}" if said else "")


@dataclass(frozen=True)
class Sent:
    """A command on its way."""

    place: Where
    command: str
    instances: tuple[str, ...]


def with_instances(here: Here, servers: Sequence[Server]) -> Iterator[tuple[Where, list[Server]]]:
    """The servers that have an instance, by where it is."""
    launched = [server for server in servers if server.instance]
    for place, there in by_place(here, launched).items():
        yield where(here, place), there


def platforms(here: Here, servers: Sequence[Server]) -> dict[str, str]:
    """Instance id to platform, of those whose agent is online."""
    return {
        str(found["InstanceId"]): str(found.get("PlatformType") or "Linux")
        for place, there in with_instances(here, servers)
        for part in parts([server.instance for server in there], PER_LISTING)
        for found in _agents(place, part)
        if found.get("PingStatus") == "Online"
    }


def run_lines(here: Here, servers: Sequence[Server], line: Line, seconds: int) -> dict[str, Answer]:
    """Run a line on each server's instance, at most `seconds`; server id to what came of it."""
    online = platforms(here, servers)
    reached = [server for server in servers if server.instance in online]
    groups = _alike(here, reached, line, online)
    began = int(moment() * 1000)
    sent = [
        each
        for number, group in enumerate(groups)
        for each in _send(f"muster {here.execution} {began} {number}", *group, seconds=seconds)
    ]
    ended = {instance: answer for each in sent for instance, answer in _wait(each, seconds).items()}
    return {s.server: ended.get(s.instance, Answer(OFFLINE)) for s in servers}


def _agents(place: Where, instances: Sequence[str]) -> list[dict[str, Any]]:
    filters = [{"Key": "InstanceIds", "Values": list(instances)}]
    describe = client("ssm", place).describe_instance_information
    return every(describe, "InstanceInformationList", Filters=filters)


def _alike(
    here: Here, servers: Sequence[Server], line: Line, online: Mapping[str, str]
) -> Iterator[tuple[Where, str, str, list[str]]]:
    """Place, document, line and instances, for each command to send."""
    groups: dict[tuple[Place, str, str], list[str]] = {}
    for server in servers:
        platform = online[server.instance]
        document = DOCUMENTS.get(platform, DOCUMENTS["Linux"])
        place = place_of(here, server)
        groups.setdefault((place, document, line(server, platform)), []).append(server.instance)
    for (place, document, text), instances in groups.items():
        for part in parts(instances, PER_COMMAND):
            yield where(here, place), document, text, part


def _send(
    mark: str, place: Where, document: str, line: str, instances: Sequence[str], *, seconds: int
) -> list[Sent]:
    """Send it; an instance that left just now is for SSM a mistake of the whole command."""
    try:
        command = send_once(
            place,
            mark,
            InstanceIds=list(instances),
            DocumentName=document,
            TimeoutSeconds=DELIVERY,
            Parameters={"commands": [line], "executionTimeout": [str(seconds)]},
        )
    except ClientError as error:
        if error_code(error) != "InvalidInstanceId":
            raise
        return []
    return [Sent(place, command, tuple(instances))]


def _wait(sent: Sent, seconds: int) -> dict[str, Answer]:
    """What came of it on each instance, as soon as all have ended, or their time is over."""
    over = time.monotonic() + seconds + DELIVERY + LOOK
    while True:
        found = _invocations(sent)
        ended = len(found) == len(sent.instances) and not any(
            i.status in RUNNING for i in found.values()
        )
        if ended or time.monotonic() > over:
            return found
        check_time(LOOK)
        time.sleep(LOOK)


def _invocations(sent: Sent) -> dict[str, Answer]:
    listed = every(
        client("ssm", sent.place).list_command_invocations,
        "CommandInvocations",
        CommandId=sent.command,
        Details=True,
    )
    return {str(found["InstanceId"]): _answer(found) for found in listed}


def _answer(found: Mapping[str, Any]) -> Answer:
    plugin = (found.get("CommandPlugins") or [{}])[-1]
    code = plugin.get("ResponseCode", -1)
    return Answer(str(found["Status"]), int(code), str(plugin.get("Output") or ""))
