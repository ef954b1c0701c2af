"""Fetching the dependencies as wheels, each verified by its hash; nothing is built or run."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from muster.entrypoints.packaging.targets import Target
from muster.service.errors import MusterError

REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")
PATIENCE: Final = 300
"""Seconds that fetching may take."""

_COMMON: Final = ("--no-deps", "--require-hashes", "-r", str(REQUIREMENTS))


def fetch(target: Target, into: Path) -> None:
    """Unpack every pinned wheel into a folder. Raises `MusterError` if that does not work."""
    command = [*_installer(target), "--target", str(into), *_COMMON]
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours, word by word
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise MusterError(
            f"the dependencies were not there after {PATIENCE} s", "check the network"
        ) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise MusterError(
            f"the dependencies could not be fetched: {said[-1] if said else 'no reason given'}",
            "check the network, and the index that pip or uv is told to use",
        )


def _installer(target: Target) -> Sequence[str]:
    uv = shutil.which("uv")
    return _by_uv(uv, target) if uv else _by_pip(target)


def _by_uv(uv: str, target: Target) -> list[str]:
    chosen = ["--python-platform", target.uv_platform] if target.uv_platform else []
    version = ["--python-version", target.python]
    python = ["--python", sys.executable]
    return [uv, "pip", "install", "--quiet", "--only-binary", ":all:", *python, *version, *chosen]


def _by_pip(target: Target) -> list[str]:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    platforms = [word for each in target.pip_platforms for word in ("--platform", each)]
    chosen = ["--implementation", "cp", "--python-version", target.python, *platforms]
    return [*pip, "--no-compile", "--only-binary", ":all:", *(chosen if platforms else [])]
