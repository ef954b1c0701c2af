"""What a fault script makes of one launch: where it fails, with what text, how late it ends."""

from dataclasses import dataclass
from typing import Literal

from muster.embedded.aws.context import Faults

Place = Literal["CONVERSION_FAIL", "LAUNCH_FAILED", "POST_LAUNCH"]
PLACES: tuple[tuple[str, Place], ...] = (
    ("conversion", "CONVERSION_FAIL"),
    ("post-launch", "POST_LAUNCH"),
)
"""The word of a `rawError` that tells where it happens; without one, EC2 refuses the launch.

`POST_LAUNCH`: the instance runs, then the launch fails, as when a mandatory post-launch action does
(userguide/post-launch-action-settings-overview).
"""


@dataclass(frozen=True)
class Misfortune:
    """What is bound to happen to one launch; nothing, if `at` is None. `delay` is in seconds."""

    at: Place | None
    raw_error: str
    delay: float


class LaunchFailedError(Exception):
    """The launch of one server ends here, with this job log event and `rawError`."""

    def __init__(self, event: str, raw_error: str) -> None:
        super().__init__(f"{event}: {raw_error}")
        self.event = event
        self.raw_error = raw_error


def ask(faults: Faults, server_id: str, *, is_drill: bool) -> Misfortune:
    """Ask the script, once for each launch."""
    text = faults.launch_failure(server_id, is_drill=is_drill)
    delay = faults.launch_delay(server_id)
    return Misfortune(_place(text) if text else None, text or "", delay)


def _place(text: str) -> Place:
    named = (place for word, place in PLACES if word in text.lower())
    return next(named, "LAUNCH_FAILED")
