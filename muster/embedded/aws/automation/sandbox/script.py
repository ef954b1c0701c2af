"""Runs the Python of an aws:executeScript step inside its execution's task.

The source is compiled once and executed in a fresh module at every run, as by SSM. The traceback of
a failure shows the script's own lines only.
"""

import builtins
import functools
import hashlib
import linecache
import traceback
from collections.abc import Callable
from types import CodeType, ModuleType
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
        return _function(module, handler)(events, {})
    except ScriptError:
        raise
    except (Exception, SystemExit) as error:
        raise ScriptError(_told(error, source, file)) from error


@functools.lru_cache(maxsize=512)
def _compiled(source: str, file: str) -> CodeType:
    return compile(source, file, "exec")


@functools.lru_cache(maxsize=512)
def _remembered(source: str | bytes, file: str, mode: str) -> Any:
    return compile(source, file, mode, dont_inherit=True)


def _compile_once(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
    """`compile`, for a script that loads its text: the same text is compiled once a process."""
    if more or options or not isinstance(source, str | bytes):
        return compile(source, filename, mode, *more, **{"dont_inherit": True, **options})
    return _remembered(source, str(filename), mode)


@functools.lru_cache(maxsize=512)
def _file_of(source: str) -> str:
    return f"<script {hashlib.sha256(source.encode()).hexdigest()[:12]}>"


def _module(run: "Run", code: CodeType, log: list[str]) -> ModuleType:
    module = ModuleType("customer_script")
    own = {"__import__": importer(run), "print": _printer(log), "compile": _compile_once}
    module.__dict__["__builtins__"] = {**vars(builtins), **own}
    exec(code, module.__dict__)  # noqa: S102 - running the document's script is what the action does
    return module


def _function(module: ModuleType, handler: str) -> Callable[[Any, Any], Any]:
    function: Callable[[Any, Any], Any] | None = getattr(module, handler, None)
    if not callable(function):
        raise ScriptError(f"the script has no function `{handler}`")
    return function


def _printer(log: list[str]) -> Callable[..., None]:
    def write(*values: object, sep: str | None = " ", **_: Any) -> None:
        if len(log) < LOG_LINES:
            log.append((sep or " ").join(str(value) for value in values))

    return write


def _told(error: BaseException, source: str, file: str) -> str:
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    told = traceback.TracebackException.from_exception(error)
    own_lines = [frame for frame in told.stack if frame.filename == file]
    told.stack = traceback.StackSummary.from_list(own_lines)
    return "".join(told.format(chain=False)).strip()
