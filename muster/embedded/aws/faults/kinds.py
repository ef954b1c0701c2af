"""Every kind of fault by the name it has in a script, and the ready-made scripts."""

from collections.abc import Mapping

from muster.embedded.aws.faults import (
    error,
    kill,
    launch_delay,
    launch_failure,
    lost_answer,
    throttle,
)
from muster.embedded.aws.faults.fault import Kind

KINDS: Mapping[str, Kind] = {
    "error": error.KIND,
    "kill": kill.KIND,
    "launch-delay": launch_delay.KIND,
    "launch-failure": launch_failure.KIND,
    "lost-answer": lost_answer.KIND,
    "throttle": throttle.KIND,
}

READY_MADE: Mapping[str, str] = {
    "capacity": """
faults:
- launch-failure:
    server: any
    reason: "InsufficientInstanceCapacity: there is not enough capacity for this instance type"
""",
}
"""Scripts with a name of their own: `capacity` lets one launch fail for lack of capacity, once."""
