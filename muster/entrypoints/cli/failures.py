"""Exceptions as sentences and exit codes, from one table."""

import os
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from muster.entrypoints.cli.screen import error, note
from muster.model.errors import PlanRefusedError
from muster.service.errors import MusterError, PublishFailedError

DONE, NO, WRONG_USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 70, 130
EXIT_CODES: Final = {
    DONE: "done; the answer is yes",
    NO: "the answer is no: something is wrong, was refused, or has failed; stderr says what",
    WRONG_USAGE: "wrong usage: no such option, or nothing says which AWS is meant",
    OUR_FAULT: "a fault of muster's own",
    INTERRUPTED: "interrupted, by Ctrl-C or a signal",
}
"""What every command means by its exit code."""
TRACEBACK_VARIABLE: Final = "MUSTER_TRACEBACK"


def explain(failure: BaseException) -> int:
    """Say what `failure` means to the user and return the exit code."""
    if os.environ.get(TRACEBACK_VARIABLE):
        note("".join(traceback.format_exception(failure)))
    for kind, sentence in _SENTENCES.items():
        if isinstance(failure, kind):
            return sentence(failure)
    return _fault(failure)


def _interrupted(_failure: BaseException) -> int:
    error("interrupted")
    return INTERRUPTED


def _refused(failure: PlanRefusedError) -> int:
    for problem in failure.problems:
        note(str(problem))
    return NO


def _answered_no(failure: MusterError) -> int:
    error(failure.sentence, failure.hint)
    return NO


def _half_published(failure: PublishFailedError) -> int:
    note("\n".join(("done before it failed:", *failure.done)) if failure.done else "nothing done")
    error(failure.sentence, failure.hint or "mend it and publish again; what is done stays")
    return NO


def _help_wanted(failure: click.exceptions.NoArgsIsHelpError) -> int:
    note(failure.format_message())
    return WRONG_USAGE


def _misused(failure: click.ClickException) -> int:
    context = getattr(failure, "ctx", None)
    command = context.command_path if context else "muster"
    error(_in_our_voice(failure.format_message()), f"see `{command} --help`")
    return WRONG_USAGE


def _in_our_voice(message: str) -> str:
    """Lower-case, literals in backticks, no full stop on one sentence."""
    quoted = re.sub(r"'([^']*)'", r"`\1`", message.strip().removesuffix("."))
    return quoted[:1].lower() + quoted[1:]


def _system(failure: OSError) -> int:
    what = (failure.strerror or type(failure).__name__).lower()
    error(f"`{failure.filename}`: {what}" if failure.filename else what)
    return NO


def _fault(failure: BaseException) -> int:
    frames = traceback.extract_tb(failure.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    error(
        f"muster stumbled over a fault of its own: {type(failure).__name__}{place}",
        f"run it again with `{TRACEBACK_VARIABLE}=1` and report what it prints",
    )
    return OUR_FAULT


_SENTENCES: Final[dict[type[BaseException], Callable[[Any], int]]] = {
    KeyboardInterrupt: _interrupted,
    click.Abort: _interrupted,
    PlanRefusedError: _refused,
    PublishFailedError: _half_published,
    MusterError: _answered_no,
    click.exceptions.NoArgsIsHelpError: _help_wanted,
    click.ClickException: _misused,
    OSError: _system,
}
