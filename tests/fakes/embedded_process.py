"""`muster embedded up` as another process, as a user has it: started, talked to, interrupted."""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

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


MAIN = "from muster.entrypoints.cli.main import main; main()"


class EmbeddedProcess:
    """A running `muster embedded up`; a context manager that ends it.

    `environment` is the one it was started in, after what it told its clients to unset and export.
    """

    def __init__(self, *arguments: str, environ: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-c", MAIN, "embedded", "up", *arguments),
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.greeting = "".join(self._until_ready())
        gone = {name for names in _UNSET.findall(self.greeting) for name in names.split()}
        kept = {name: value for name, value in environ.items() if name not in gone}
        exported = _EXPORT.findall(self.greeting)
        told = {name: shlex.split(value)[0] for name, value in exported}
        self.environment = {**kept, **told}

    @property
    def endpoint(self) -> str:
        return self.environment["AWS_ENDPOINT_URL"]

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it; gives its exit code and what it said on stderr."""
        self._process.send_signal(how)
        _, said = self._process.communicate(timeout=30)
        return self._process.returncode, said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def _until_ready(self) -> Sequence[str]:
        assert self._process.stdout is not None
        dog = threading.Timer(60, self._process.kill)
        dog.start()
        lines: list[str] = []
        for line in self._process.stdout:
            lines.append(line)
            if READY in line:
                dog.cancel()
                return lines
        dog.cancel()
        _, said = self._process.communicate()
        raise AssertionError(f"it did not come up: {said}")
