"""How a step can end other than well.

`StepFailed` is an ordinary exception of an action. The others break off whatever the execution is
doing; they are no `Exception`s, so that a script's `except Exception` does not catch them, and one
that catches everything meets them again at its next call.
"""

from muster.embedded.aws import kit
from muster.embedded.aws.automation.execution import Status

GUIDE = "Please refer to Automation Service Troubleshooting Guide for more diagnosis details."

_DOING = {"InputValidation": "validating and resolving the step inputs"}


class StepFailed(Exception):  # noqa: N818 - the event that it is, in SSM's words
    """The action did not do what it should; `stage` and `kind` fill `FailureDetails`."""

    def __init__(self, message: str, *, stage: str = "Invocation", kind: str = "Failure") -> None:
        super().__init__(message)
        self.message = message
        self.stage = stage
        self.kind = kind

    @property
    def doing(self) -> str:
        """What SSM was doing, in the words of its messages."""
        return _DOING.get(self.stage, "Execute/Cancelling action")


class StepTimedOut(Exception):  # noqa: N818 - likewise
    """Every attempt of a step has used up its time."""


class Interruption(BaseException):
    """Something from outside ends what an execution does; the higher `rank` wins."""

    rank = 0


class TimedOut(Interruption):
    """An attempt of a step has used up its time."""

    rank = 1


class Cancelled(Interruption):
    """StopAutomationExecution. `run_cancel_steps` is false for type Complete."""

    rank = 2

    def __init__(self, *, run_cancel_steps: bool = True) -> None:
        super().__init__("cancelled")
        self.run_cancel_steps = run_cancel_steps


class OutOfTime(Interruption):
    """The execution may not go on: 12 hours without a role, or 2 minutes of cancelling."""

    rank = 3


class Killed(Interruption, kit.Killed):
    """SSM lost the execution: nothing of it runs any more, no clean-up, no event.

    `status` is what the API shows from then on; `InProgress` makes a zombie.
    """

    rank = 4

    def __init__(self, status: Status = Status.FAILED) -> None:
        super().__init__("the execution was lost")
        self.status = Status(status)
