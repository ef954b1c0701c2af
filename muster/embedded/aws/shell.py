"""Commands on instances, played: no line is run, and only two forms of a line mean anything.

`/dev/tcp/HOST/PORT` asks whether a port is open, `curl … URL` writes the status of a GET, as
`curl --write-out` does; both fail where nobody listens. Any other line succeeds and writes nothing.
The last line decides how the command ends, as in a shell script.
"""

import re
from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.automation import CommandResult
from muster.embedded.aws.reachability import Reachability

DONE = CommandResult()
REFUSED = CommandResult("Failed", 1, "connect: Connection refused")
NOT_CONNECTED = CommandResult("Failed", 7, "curl: (7) Failed to connect")

_PORT = re.compile(r"/dev/tcp/([\w.\-]+)/(\d{1,5})\b")
_URL = re.compile(r"\bcurl\b.*?\b(https?)://([\w.\-]+)(?::(\d{1,5}))?(/[^\s'\"]*)?")
_USUAL_PORTS = {"http": 80, "https": 443}


class Shell:
    """The shells of all instances of a world; `run` is what Run Command asks."""

    def __init__(self, reachability: Reachability) -> None:
        self._reachability = reachability

    def run(self, document: str, instance_id: str, parameters: Mapping[str, Any]) -> CommandResult:
        """How a command ends on an instance; `parameters` are those of the document."""
        del document
        lines = "\n".join(parameters.get("commands") or ()).splitlines()
        results = [self._line(line, instance_id) for line in lines]
        written = "\n".join(result.output for result in results if result.output)
        last = results[-1] if results else DONE
        return CommandResult(last.status, last.response_code, written)

    def _line(self, line: str, instance_id: str) -> CommandResult:
        port, url = _PORT.search(line), _URL.search(line)
        if port is not None:
            there = self._reachability.behind(port[1], instance_id)
            is_open = there is not None and self._reachability.is_open(there, int(port[2]))
            return DONE if is_open else REFUSED
        return self._get(url, instance_id) if url is not None else DONE

    def _get(self, url: re.Match[str], instance_id: str) -> CommandResult:
        there = self._reachability.behind(url[2], instance_id)
        if there is None:
            return NOT_CONNECTED
        port = int(url[3] or _USUAL_PORTS[url[1]])
        status = self._reachability.http_status(there, port, url[4] or "/")
        return NOT_CONNECTED if status is None else CommandResult(output=str(status))
