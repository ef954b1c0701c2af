"""The one place of the product that looks at the wall clock.

The time is AWS's own, as its last answer dated itself (HTTP header `Date`): what the run table
holds was written by that clock, and a laptop's may be wrong.
"""

import time
from email.utils import parsedate_to_datetime
from typing import Any


class AwsClock:
    """A `Clock` that is set by every answer of AWS."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> int:
        """Epoch seconds, UTC."""
        return int(time.time() + self._ahead)

    def ahead(self) -> float:
        """Seconds that AWS's clock is ahead of this machine's, by its latest answer."""
        return self._ahead

    def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        time.sleep(seconds)

    def hear(self, parsed: Any, **_: Any) -> None:
        """Take the time of an answer (a handler of botocore's event `after-call`)."""
        headers = parsed.get("ResponseMetadata", {}).get("HTTPHeaders", {})
        try:
            said = parsedate_to_datetime(str(headers.get("date") or ""))
        except ValueError:
            return
        self._ahead = said.timestamp() - time.time()
