"""`muster demo` as somebody has it who types it: another process, a page, Ctrl-C."""

import re
from collections.abc import Mapping

from fakes.muster_process import MusterProcess

READY = "Ctrl-C ends everything"
_PAGE = re.compile(r"^The channel: +(\S+)", re.MULTILINE)
_ENDPOINT = re.compile(r"^Its AWS: +([^\s,]+)", re.MULTILINE)


class DemoProcess(MusterProcess):
    """A running demo. `page` is its address, empty while the demo has not told it."""

    def __init__(self, *arguments: str, environ: Mapping[str, str], until: str = READY) -> None:
        silent = {**environ, "MUSTER_NO_BROWSER": "1"}
        super().__init__("demo", *arguments, environ=silent, until=until)
        self.page = next(iter(_PAGE.findall(self.greeting)), "")
        self.endpoint = next(iter(_ENDPOINT.findall(self.greeting)), "")
