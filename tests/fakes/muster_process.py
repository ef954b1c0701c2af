"""A command of muster that goes on until it is interrupted, as a process of its own."""

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Self

MAIN = "from muster.entrypoints.cli.main import main; main()"
START_SECONDS = 60.0
STOP_SECONDS = 30.0


class MusterProcess:
    """A running command; a context manager that ends it. `greeting` is what it said until then.

    It counts as running once it has said `until`.
    """

    def __init__(self, *arguments: str, environ: Mapping[str, str], until: str) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-c", MAIN, *arguments),
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.greeting = self._until(until)

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it; gives its exit code and what it said on stderr."""
        self._process.send_signal(how)
        _, said = self._process.communicate(timeout=STOP_SECONDS)
        return self._process.returncode, said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def _until(self, words: str) -> str:
        assert self._process.stdout is not None
        dog = threading.Timer(START_SECONDS, self._process.kill)
        dog.start()
        lines = []
        for line in self._process.stdout:
            lines.append(line)
            if words in line:
                dog.cancel()
                return "".join(lines)
        dog.cancel()
        _, said = self._process.communicate()
        raise AssertionError(f"it did not come up: {''.join(lines)}{said}")
