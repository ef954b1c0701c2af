"""Where a zip is to run: what differs is native code alone."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Target:
    """A machine: Python's version (`3.13`), and wheels of which platforms fit; none: this one's.

    `uv` and `pip` name platforms differently.
    """

    name: str
    python: str
    uv_platform: str = ""
    pip_platforms: tuple[str, ...] = ()


LAMBDA: Final = Target(
    "lambda",
    "3.13",
    "aarch64-manylinux2014",
    ("manylinux2014_aarch64", "manylinux_2_17_aarch64"),
)
"""Lambda's python3.13 on arm64: cheaper for the same work (Lambda Developer Guide, runtimes)."""


def here() -> Target:
    """This very machine, to try a zip out."""
    return Target("here", f"{sys.version_info.major}.{sys.version_info.minor}")


def known() -> Mapping[str, Target]:
    """The targets by name."""
    return {each.name: each for each in (LAMBDA, here())}
