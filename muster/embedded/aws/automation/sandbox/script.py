"""Runs the Python of an aws:executeScript step inside its execution's task.

The source is compiled once and executed in a fresh module at every run, as SSM does. The traceback of
a failure shows the script's own lines only.
"""

import builtins
import functools
import hashlib
import linecache
import traceback
from collections.abc import Callable
from types import CodeType, ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

from muster.embedded.aws.automation.sandbox.modules import importer

if TYPE_CHECKING:
    from muster.embedded.aws.automation.run import Run

LOG_LINES = 200


class ScriptError(Exception):
    """The script did not compile, has no such handler, or raised; the text is its traceback."""


def call_handler(run: "Run", source: str, handler: str, events: Any, log: list[str]) -> Any:
    """What `handler(events, context)` of the script returns. `ScriptError` if it raises.

    What it prints is appended to `log`. Interruptions of the execution pass through.
    """
    file = _file_of(source)
    try:
        module = _module(run, _compiled(source, file), log)
        function = getattr(module, handler, None)
        if not callable(function):
            raise ScriptError(f"the script has no function `{handler}`")
        return function(events, {})
    except (Exception, SystemExit) as error:
        if isinstance(error, ScriptError):
            raise
        raise ScriptError(_told(error, source, file)) from error


@functools.lru_cache(maxsize=512)
def _compiled(source: str, file: str) -> CodeType:
    return compile(source, file, "exec")


@functools.lru_cache(maxsize=512)
def _file_of(source: str) -> str:
    return f"<script {hashlib.sha256(source.encode()).hexdigest()[:12]}>"


def _module(run: "Run", code: CodeType, log: list[str]) -> ModuleType:
    module = ModuleType("customer_script")
    own = {"__import__": importer(run), "print": _printer(log)}
    module.__dict__["__builtins__"] = {**vars(builtins), **own}
    exec(code, module.__dict__)  # noqa: S102 - running the document's script is what the action does
    return module


def _printer(log: list[str]) -> Callable[..., None]:
    def write(*values: object, sep: str | None = " ", **_: Any) -> None:
        if len(log) < LOG_LINES:
            log.append((sep or " ").join(str(value) for value in values))

    return write


def _told(error: BaseException, source: str, file: str) -> str:
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    own_frames = _from_script_on(error.__traceback__, file)
    lines = traceback.format_exception(type(error), error, own_frames)
    return "".join(lines).strip()


def _from_script_on(frames: TracebackType | None, file: str) -> TracebackType | None:
    while frames is not None and frames.tb_frame.f_code.co_filename != file:
        frames = frames.tb_next
    return frames
