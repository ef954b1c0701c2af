"""Which files go into the zip: ours that functions import; of dependencies what they use."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import bot
import eventbridge
import muster
import muster.aws

OURS: Final = (muster, bot, eventbridge)
LEFT_OUT: Final = ("muster/embedded/", "muster/entrypoints/")
KEPT_ANYWAY: Final = (
    "muster/entrypoints/__init__.py",
    "muster/entrypoints/bot_parts.py",
    "muster/entrypoints/functions/",
    "muster/entrypoints/logs.py",
)

DATA: Final = "botocore/data/"
NOT_RUN: Final = ("bin/", "boto3/data/", "boto3/examples/", "slack/")
"""Of the dependencies: commands, descriptions of an interface that nobody uses here, old names."""

KEPT_OF_RECORDS: Final = ("METADATA", "LICENSE", "NOTICE", "licenses")
"""Of `*.dist-info`: versions and licences; the rest tells how it was installed."""


def own_files() -> dict[str, Path]:
    """Our files by their names in the zip."""
    roots = [Path(str(package.__file__)).parent for package in OURS]
    found = {
        f"{root.name}/{path.relative_to(root).as_posix()}": path
        for root in roots
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return {name: path for name, path in found.items() if _is_run(name)}


def their_files(folder: Path) -> dict[str, Path]:
    """The dependencies' files, of what was fetched into a folder."""
    services = used_services()
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        name: path for name, path in found.items() if path.is_file() and _is_used(name, services)
    }


def used_services() -> frozenset[str]:
    """The services that adapters call: botocore describes 400 others."""
    return frozenset(action.partition(":")[0] for action in _declared())


def _declared() -> Iterator[str]:
    for found in pkgutil.iter_modules(muster.aws.__path__):
        module = importlib.import_module(f"muster.aws.{found.name}")
        yield from getattr(module, "ACTIONS", ())


def _is_run(name: str) -> bool:
    left_out = name.startswith(LEFT_OUT) and not name.startswith(KEPT_ANYWAY)
    return not left_out and _is_no_trace(name) and not name.endswith(".md")


def _is_used(name: str, services: frozenset[str]) -> bool:
    first, _, rest = name.partition("/")
    if first.endswith(".dist-info"):
        return rest.startswith(KEPT_OF_RECORDS)
    if name.startswith(DATA):
        service, _, below = name.removeprefix(DATA).partition("/")
        return not below or service in services
    return not name.startswith(NOT_RUN) and not name.startswith(".") and _is_no_trace(name)


def _is_no_trace(name: str) -> bool:
    return "__pycache__" not in name and not name.endswith((".pyc", ".lock"))
