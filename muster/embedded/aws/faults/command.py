"""A command that Run Command sent fails on an instance."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation import CommandResult
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.faults.occasions import OCCASION_FIELDS, occasions
from muster.embedded.aws.faults.servers import ANY_SERVER, SERVER
from muster.embedded.aws.forms import Field, choice, number, text


class FailedCommand(Fault):
    """Fails commands on the instances of one source server, or on any instance."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        self._values = values
        self._when = occasions(values, stage.rng)
        self._servers: dict[str, str] = {}

    def launched(self, instance_id: str, source_server_id: str) -> None:
        """Remember whose instance it is."""
        self._servers[instance_id] = source_server_id

    def command_result(self, document: str, instance_id: str) -> CommandResult | None:
        """The result, if this command is meant and its turn has come."""
        server = self._values.get("server", ANY_SERVER)
        meant = server in (ANY_SERVER, self._servers.get(instance_id)) and (
            self._values.get("document", document) == document
        )
        return self._result() if meant and self._when.strike() else None

    def _result(self) -> CommandResult:
        status = self._values.get("status", "Failed")
        code = self._values.get("exit", 1 if status == "Failed" else -1)
        return CommandResult(status, code, self._values.get("output", ""))


KIND = Kind(
    says="A command of Run Command ends badly on an instance.",
    example="command: {server: any, exit: 7, output: connection refused}",
    fields={
        "server": SERVER,
        "document": Field(text(), means="commands of this document; usually of any"),
        "status": Field(
            choice("Failed", "TimedOut", "Cancelled"),
            means="`Failed` (usual), `TimedOut` or `Cancelled`",
        ),
        "exit": Field(number(-1, 255, whole=True), means="the exit code; usually 1"),
        "output": Field(text(r"[^\x00]*", "text"), means="what it wrote; usually nothing"),
        **OCCASION_FIELDS,
    },
    make=FailedCommand,
)
