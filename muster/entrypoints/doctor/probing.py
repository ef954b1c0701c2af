"""The probes, wired, and their report: Markdown that can be pasted into an issue."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files

from muster.aws.connection import Connection
from muster.aws.workbench import SsmWorkbench
from muster.model.settings import Settings
from muster.service.doctor.probes.bench import Bench
from muster.service.doctor.probes.probing import Observation
from muster.service.service import Service

_ACCOUNT = re.compile(r"\b\d{12}\b")
_EXECUTION = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")


def bench_on(connection: Connection, service: Service, settings: Settings) -> Bench:
    """The place to try things, with the documents that muster brings along."""
    folder = files("templates").joinpath("probes")
    texts = {
        found.name.removesuffix(".yaml"): found.read_text(encoding="utf-8")
        for found in folder.iterdir()
        if found.name.endswith(".yaml")
    }
    return Bench(service, settings, SsmWorkbench(connection), texts)


def report(observations: Iterable[Observation], region: str, day: str) -> str:
    """The report. Account numbers and ids of executions are left out."""
    head = f"### What AWS does: muster {version('muster')}, {region}, {day}"
    lines = ["| question | open, because | seen |", "| --- | --- | --- |"]
    lines += [f"| {_cell(o.question)} | {_cell(o.open)} | {_cell(o.seen)} |" for o in observations]
    return "\n".join([head, "", *lines])


def _cell(text: str) -> str:
    plain = " ".join(_ACCOUNT.sub("<account>", _EXECUTION.sub("<execution>", text)).split())
    return plain.replace("|", "\\|")
