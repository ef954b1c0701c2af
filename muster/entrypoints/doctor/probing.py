"""The probes, wired, and their report: Markdown that can be pasted into an issue."""

import re
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

from muster.aws.connection import Connection
from muster.aws.workbench import SsmWorkbench
from muster.model.settings import Settings
from muster.service.doctor.probes.bench import Bench
from muster.service.doctor.probes.probing import Observation
from muster.service.service import Service

_NOBODYS_BUSINESS = (
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "<execution>"),
    (re.compile(r"\b\d{12}\b"), "<account>"),
    (re.compile(r"((?:user|role|assumed-role)/)[\w+=,.@/-]+"), r"\1…"),
)


def bench_on(connection: Connection, service: Service, settings: Settings) -> Bench:
    """The place to try things, with the documents that muster brings along."""
    folder = files("templates").joinpath("probes")
    texts = {
        found.name.removesuffix(".yaml"): found.read_text(encoding="utf-8")
        for found in folder.iterdir()
        if found.name.endswith(".yaml")
    }
    return Bench(service, settings, SsmWorkbench(connection), texts)


def anonymous(seen: Observation) -> Observation:
    """Without numbers of accounts, names of people and roles, ids of executions."""
    text = seen.seen
    for pattern, by in _NOBODYS_BUSINESS:
        text = pattern.sub(by, text)
    return replace(seen, seen=text)


def report(observations: Iterable[Observation], region: str, day: str) -> str:
    """The report: a table in Markdown."""
    head = f"### What AWS does: muster {version('muster')}, {region}, {day}"
    lines = ["| question | open, because | seen |", "| --- | --- | --- |"]
    lines += [f"| {_cell(o.question)} | {_cell(o.open)} | {_cell(o.seen)} |" for o in observations]
    return "\n".join([head, "", *lines])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
