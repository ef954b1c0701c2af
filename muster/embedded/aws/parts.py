"""The services of ours that a world is composed of; the one place that knows them all."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from muster.embedded.aws.context import Context
from muster.embedded.aws.kit import Service


def services(world: Context) -> Iterator[Service]:
    """Each service, ready to be registered."""
    for name in ("drs", "automation"):
        package = f"muster.embedded.aws.{name}"
        if find_spec(package) is not None and hasattr(import_module(package), "service"):
            yield import_module(package).service(world)
