"""What a fault script makes of one launch: where it fails, with what text, how late it ends."""

from dataclasses import dataclass

from muster.embedded.aws.context import Faults, LaunchFailure


@dataclass(frozen=True)
class Misfortune:
    """What is bound to happen to one launch; `delay` is in seconds."""

    failure: LaunchFailure | None
    delay: float

    def strikes(self, *stages: str) -> bool:
        """Whether the launch fails at one of these stages."""
        return self.failure is not None and self.failure.at in stages

    @property
    def raw_error(self) -> str:
        """The text that the job log shows."""
        return self.failure.reason if self.failure is not None else ""


class LaunchFailedError(Exception):
    """The launch of one server ends here, with this job log event and `rawError`."""

    def __init__(self, event: str, raw_error: str) -> None:
        super().__init__(f"{event}: {raw_error}")
        self.event = event
        self.raw_error = raw_error


def ask(faults: Faults, server_id: str, *, is_drill: bool) -> Misfortune:
    """Ask the script, once for each launch."""
    return Misfortune(
        faults.launch_failure(server_id, is_drill=is_drill), faults.launch_delay(server_id)
    )
