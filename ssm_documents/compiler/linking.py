"""Putting scripts into steps: plain data in, plain data out."""

from collections.abc import Callable
from typing import Any

Steps = list[dict[str, Any]]


def with_scripts(steps: Steps, change: Callable[[str], str]) -> Steps:
    """The steps with the text of every `aws:executeScript` changed, in loops too."""
    return [_changed(step, change) for step in steps]


def scripts_of(steps: Steps) -> list[str]:
    """The texts of all `aws:executeScript` steps, in order, in loops too."""
    found: list[str] = []
    for step in steps:
        if step["action"] == "aws:executeScript":
            found.append(step["inputs"]["Script"])
        if step["action"] == "aws:loop":
            found += scripts_of(step["inputs"]["Steps"])
    return found


def _changed(step: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    inputs = step["inputs"]
    if step["action"] == "aws:executeScript":
        inputs = {**inputs, "Script": change(inputs["Script"])}
    if step["action"] == "aws:loop":
        inputs = {**inputs, "Steps": with_scripts(inputs["Steps"], change)}
    return {**step, "inputs": inputs}
