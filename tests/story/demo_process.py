"""`muster demo` as somebody has it who types it: another process, a page, Ctrl-C."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Self

from fakes.embedded_process import MAIN

READY = "Ctrl-C ends everything"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
_ADDRESS = re.compile(r"^The channel: +(\S+)", re.MULTILINE)


class DemoProcess:
    """A running demo; a context manager that ends it. `page` is its address."""

    def __init__(self, *arguments: str, environ: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-c", MAIN, "demo", *arguments),
            env={**environ, "MUSTER_NO_BROWSER": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.greeting = self._until_ready()
        self.page = _ADDRESS.search(self.greeting)[1]

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

    def _until_ready(self) -> str:
        dog = threading.Timer(START_SECONDS, self._process.kill)
        dog.start()
        lines = []
        for line in self._process.stdout:
            lines.append(line)
            if READY in line:
                dog.cancel()
                return "".join(lines)
        dog.cancel()
        _, said = self._process.communicate()
        raise AssertionError(f"it did not come up: {''.join(lines)}{said}")
