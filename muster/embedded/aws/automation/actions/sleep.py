"""aws:sleep (User Guide, "aws:sleep"): wait for a time or until one."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.actions.action import Action, Outcome, StepRun, text_of
from muster.embedded.aws.automation.failures import StepFailed

LONGEST = 604_799.0
_DURATION = re.compile(
    r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_SECONDS = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}


def run(step: StepRun) -> Outcome:
    """Sleep; a moment that has passed is no error. `StepFailed` for more than 604799 seconds."""
    seconds = _seconds(step.inputs, step.run.now())
    if seconds > LONGEST:
        raise StepFailed(f"a sleep of {seconds:g} seconds is over {LONGEST:g}")
    with step.blocking():
        step.run.sleep(seconds)
    return Outcome()


def _seconds(inputs: Mapping[str, Any], now: float) -> float:
    if "Duration" in inputs:
        return duration(text_of(inputs, "Duration"))
    text = text_of(inputs, "Timestamp")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise StepFailed(
            f"Timestamp {text!r} is no ISO 8601 time", stage="InputValidation"
        ) from error
    return max(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - now, 0.0)


def duration(text: str) -> float:
    """Seconds of an ISO 8601 duration such as PT10M. `StepFailed` if it is none."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groupdict().values()):
        raise StepFailed(f"Duration {text!r} is no ISO 8601 duration", stage="InputValidation")
    return float(sum(int(count or 0) * _SECONDS[unit] for unit, count in match.groupdict().items()))


ACTION = Action(name="aws:sleep", run=run, optional=frozenset({"Duration", "Timestamp"}))
