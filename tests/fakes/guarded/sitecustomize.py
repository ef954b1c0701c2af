"""Loaded by every Python process that has this folder on its PYTHONPATH, before anything else."""

import os
from pathlib import Path

from fakes.loopback_only import forbid_the_rest

LOG = Path(os.environ["LOOPBACK_LOG"])


def _write(line: str) -> None:
    with LOG.open("a") as log:
        log.write(line + "\n")


_write("guarded")
forbid_the_rest(_write)
