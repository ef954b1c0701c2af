"""The command line's outermost shell: whatever happens, a user sees a sentence, never a traceback.

Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 70 a fault of ours, 130 interrupted.
"""

import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run the command that `args` (without the program's name; else of the process) ask for."""
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: Sequence[str]) -> int:
    """Run a command and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        from muster.entrypoints.cli.root import root  # noqa: PLC0415  # imports may be interrupted

        return root.main(args=list(args), prog_name="muster", standalone_mode=False) or 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last net: it must hold all
        from muster.entrypoints.cli.failures import explain  # noqa: PLC0415  # rarely needed

        return explain(error)
