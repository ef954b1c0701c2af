"""JUnit's XML, as GitLab, Jenkins, CodeBuild and others read it: a test case a file."""

import re
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from muster.entrypoints.cli.screen import shown
from muster.entrypoints.reports.mistake import Mistake

_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold (XML 1.0, Char), of what a terminal is shown."""


def junit(name: str, files: Sequence[str], mistakes: Sequence[Mistake]) -> str:
    """The suite `name`: a file with an error has failed; warnings are told beside it."""
    wrong = {mistake.file for mistake in mistakes if mistake.severity == "error"}
    every = list(dict.fromkeys((*files, *(mistake.file for mistake in mistakes))))
    counts = {"name": name, "tests": str(len(every)), "failures": str(len(wrong))}
    suites = Element("testsuites")
    suite = SubElement(suites, "testsuite", counts)
    for file in every:
        _case(suite, name, file, [mistake for mistake in mistakes if mistake.file == file])
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _case(suite: Element, name: str, file: str, mistakes: Sequence[Mistake]) -> None:
    case = SubElement(suite, "testcase", {"classname": name, "name": _text(file)})
    errors = [_line(mistake) for mistake in mistakes if mistake.severity == "error"]
    others = [_line(mistake) for mistake in mistakes if mistake.severity != "error"]
    if errors:
        found = SubElement(case, "failure", {"message": f"{len(errors)} wrong"})
        found.text = "\n".join(errors)
    if others:
        SubElement(case, "system-out").text = "\n".join(others)


def _line(mistake: Mistake) -> str:
    place = f"{mistake.file}:{mistake.line}:{mistake.column}" if mistake.line else mistake.file
    return _text(f"{place}: {mistake.severity}[{mistake.code}] {mistake.said}")


def _text(text: str) -> str:
    return _NO_XML.sub("?", shown(text))
