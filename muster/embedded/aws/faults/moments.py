"""When a fault begins and how long it lasts."""

from typing import Any

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.forms import Field, seconds
from muster.embedded.aws.places import Path, Reading


def _length(reading: Reading, path: Path, value: Any) -> Any:
    return FOREVER if value == "ever" else seconds(reading, path, value)


AT = Field(seconds, means="so long after the world began; usually at once")
FOR = Field(_length, means="so long, or for `ever`; usually for ever")
