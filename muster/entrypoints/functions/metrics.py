"""Metrics as lines of the log: CloudWatch reads them there, and no permission is needed.

Source: CloudWatch User Guide, "Embedded metric format specification".
"""

import json
import sys
from collections.abc import Mapping
from typing import Final

NAMESPACE: Final = "muster"
ACTIVE_RUNS: Final = "ActiveRuns"
APPROVAL_WAIT: Final = "ApprovalWaitSeconds"
DECISION_WAIT: Final = "DecisionWaitSeconds"
WITHOUT_DRIVER: Final = "WithoutDriverSeconds"
WRONG_SIGNATURES: Final = "WrongSignatures"
UNFORESEEN: Final = "UnforeseenErrors"

UNITS: Final = dict.fromkeys((ACTIVE_RUNS, WRONG_SIGNATURES, UNFORESEEN), "Count")


def put(values: Mapping[str, int], now: int) -> None:
    """Write the values of metrics; `now` in epoch seconds, UTC."""
    units = [{"Name": name, "Unit": UNITS.get(name, "Seconds")} for name in values]
    about = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": units}
    line = {"_aws": {"Timestamp": now * 1000, "CloudWatchMetrics": [about]}, **values}
    sys.stdout.write(json.dumps(line) + "\n")
