"""`muster embedded up` as another process, as a user has it: started, talked to, interrupted."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from fakes.muster_process import MAIN, MusterProcess

ROOT = Path(__file__).parent.parent.parent
READY = "Ctrl-C stops it"
_EXPORT = re.compile(r"^export (\w+)=(.*)", re.MULTILINE)
_UNSET = re.compile(r"^unset (.*)", re.MULTILINE)


def plain_environment(home: Path) -> dict[str, str]:
    """An environment in which nothing of the user's own AWS or muster is left."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MUSTER"))
    }
    return {**kept, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}


def muster(
    *arguments: str, environ: Mapping[str, str], seconds: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a command of muster to its end."""
    return subprocess.run(
        (sys.executable, "-c", MAIN, *arguments),
        env=dict(environ),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


class EmbeddedProcess(MusterProcess):
    """A running `muster embedded up`.

    `environment` is the one it was started in, after what it told its clients to unset and export.
    """

    def __init__(self, *arguments: str, environ: Mapping[str, str]) -> None:
        super().__init__("embedded", "up", *arguments, environ=environ, until=READY)
        gone = {name for names in _UNSET.findall(self.greeting) for name in names.split()}
        kept = {name: value for name, value in environ.items() if name not in gone}
        exported = _EXPORT.findall(self.greeting)
        told = {name: shlex.split(value)[0] for name, value in exported}
        self.environment = {**kept, **told}

    @property
    def endpoint(self) -> str:
        return self.environment["AWS_ENDPOINT_URL"]
