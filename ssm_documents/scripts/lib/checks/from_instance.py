"""Ports, URLs and commands, asked on the recovery instance itself: scripts have no way into a VPC.

A line of shell in a Run Command; it is asked of `localhost`, so that neither addresses nor security
groups matter. Windows gets the same question in PowerShell.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from muster.engine.health import Check, kind_of
from muster.engine.items import Server
from ssm_documents.scripts.lib.commands import Answer, run_lines
from ssm_documents.scripts.lib.here import Here

SECONDS = 60
GOOD = range(200, 400)
WINDOWS = "Windows"
WRITE = "-w '%{http_code}'"


def ask_instance(here: Here, check: Mapping[str, Any], servers: Sequence[Server]) -> dict[str, str]:
    """Why each server does not pass."""
    line = LINES[kind_of(check)]
    answers = run_lines(here, servers, lambda _server, platform: line(check, platform), SECONDS)
    return {server: _why_not(check, answer) for server, answer in answers.items()}


def _why_not(check: Check, answer: Answer) -> str:
    if not answer.is_good:
        return answer.in_words
    if kind_of(check) not in ("http", "https"):
        return ""
    status = answer.output.strip()[-3:]
    wanted = [str(each) for each in check.get("status") or GOOD]
    return "" if status in wanted else f"answers {status or 'nothing'}"


def _tcp(check: Check, platform: str) -> str:
    port = int(check["tcp"])
    if platform == WINDOWS:
        return f"exit ([int](-not (Test-NetConnection localhost -Port {port} -Info Quiet)))"
    return f"timeout 5 bash -c '</dev/tcp/localhost/{port}'"


def _url(check: Check, platform: str) -> str:
    scheme = kind_of(check)
    url = f"{scheme}://localhost:{int(check[scheme])}{check.get('path') or '/'}"
    program, nowhere = ("curl.exe", "NUL") if platform == WINDOWS else ("curl", "/dev/null")
    return f"{program} -ksS -m 10 -o {nowhere} {WRITE} '{url}'"


def _command(check: Check, _platform: str) -> str:
    return str(check["command"])


LINES: dict[str, Callable[[Check, str], str]] = {
    "tcp": _tcp,
    "http": _url,
    "https": _url,
    "command": _command,
}
