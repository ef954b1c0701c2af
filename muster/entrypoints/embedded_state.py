"""Where a running embedded AWS says how it is reached, so that other commands find it.

`muster embedded up` writes the file and removes it; whoever reads it trusts nothing in it: another
program may have written it, and the AWS that it names may be gone.
"""

import contextlib
import json
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost):([0-9]{1,5})/?")
HELLO = 0.5
"""Seconds that a loopback connection may take."""


@dataclass(frozen=True)
class EmbeddedState:
    """How a running embedded AWS is reached; `users` are access keys by user name."""

    endpoint: str
    region: str
    users: Mapping[str, str]
    secret: str


def state_file(environ: Mapping[str, str]) -> Path:
    """`$XDG_STATE_HOME/muster/embedded.json`, by default below `~/.local/state`."""
    home = environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(home) / "muster" / "embedded.json"


def write_state(path: Path, state: EmbeddedState) -> None:
    """Say how it is reached, at once or not at all; the latest that came up is found."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_text(json.dumps(asdict(state), indent=2), encoding="utf-8")
    new.replace(path)


def remove_state(path: Path, endpoint: str) -> None:
    """Remove what the embedded AWS at `endpoint` wrote; another's stays."""
    found = read_state(path)
    if found is not None and found.endpoint == endpoint:
        with contextlib.suppress(OSError):
            path.unlink()


def read_state(path: Path) -> EmbeddedState | None:
    """What the file says; None if there is none, or if it makes no sense."""
    try:
        found = EmbeddedState(**json.loads(path.read_text(encoding="utf-8")))
        texts = (found.endpoint, found.region, found.secret, *dict(found.users).values())
    except (OSError, ValueError, TypeError):
        return None
    sane = all(isinstance(text, str) for text in texts) and is_loopback(found.endpoint)
    return found if sane else None


def is_loopback(endpoint: str) -> bool:
    """Whether the endpoint is on this very machine."""
    return LOOPBACK.fullmatch(endpoint) is not None


def is_running(endpoint: str) -> bool:
    """Whether anybody listens there."""
    match = LOOPBACK.fullmatch(endpoint)
    if match is None:
        return False
    try:
        with socket.create_connection(("127.0.0.1", int(match[1])), timeout=HELLO):
            return True
    except (OSError, OverflowError):
        return False
