"""AWS operations as fault scripts name them: `drs:StartRecovery`."""

import difflib
from typing import Any

from botocore.exceptions import UnknownServiceError
from moto.core.utils import get_service_model

from muster.embedded.aws.forms import Field
from muster.embedded.aws.places import Path, Reading


def operation(reading: Reading, path: Path, value: Any) -> Any:
    """Read `service:Operation`, both as botocore spells them."""
    service, colon, name = str(value).partition(":")
    if not colon:
        return reading.wrong(path, "must be service:Operation, such as drs:StartRecovery")
    try:
        known = get_service_model(service).operation_names
    except UnknownServiceError:
        return reading.wrong(path, f"AWS has no service {service}")
    if name in known:
        return value
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return reading.wrong(path, f"{service} has no operation {name}{hint}")


OPERATION = Field(
    operation, required=True, means="calls of this operation, such as `drs:StartRecovery`"
)
