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
_PAGE = re.compile(r"^The channel: +(\S+)", re.MULTILINE)
_ENDPOINT = re.compile(r"^Its AWS: +([^\s,]+)", re.MULTILINE)


class DemoProcess:
    """A running demo; a context manager that ends it. `page` is its address.

    It counts as running once it has said `until`; before that, `page` may be empty.
    """

    def __init__(self, *arguments: str, environ: Mapping[str, str], until: str = READY) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-c", MAIN, "demo", *arguments),
            env={**environ, "MUSTER_NO_BROWSER": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.greeting = self._until(until)
        self.page = next(iter(_PAGE.findall(self.greeting)), "")
        self.endpoint = next(iter(_ENDPOINT.findall(self.greeting)), "")

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
