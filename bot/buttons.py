"""What buttons and modals carry: ids from one list, and values that are checked when they return.

A value names what was looked at, and never more: state is read anew, rights are checked anew. Bound
to epoch, attempt and digest, a button of an older message does nothing.
"""

from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.words import Verb
from muster.service.errors import RefusedError


class Action(StrEnum):
    """Every `action_id` of the bot; after a dot may follow what tells equal buttons apart."""

    APPROVE = "dr.approve"
    REJECT = "dr.reject"
    PAUSE = "dr.pause"
    RESUME = "dr.resume"
    RETRY = "dr.retry"
    SKIP = "dr.skip"
    ABORT = "dr.abort"
    CANCEL = "dr.cancel"
    RESTART = "dr.restart"
    CLEANUP = "dr.cleanup"
    TAKE = "dr.take"
    DRILL = "dr.drill"
    FILTER = "dr.filter"
    REFRESH = "dr.refresh"

    @property
    def verb(self) -> Verb:
        """The verb behind the button."""
        return Verb(self.value.removeprefix(PREFIX))


PREFIX = "dr."


class Callback(StrEnum):
    """Every `callback_id` of the bot's modals."""

    START = "dr.start"
    START_SEVERAL = "dr.start-several"
    DECIDE = "dr.decide"
    REASON = "dr.reason"
    SERVER = "dr.server"
    CLOSED = "dr.closed"


class Input(StrEnum):
    """The inputs of modals: `block_id` and `action_id` are the same."""

    NAME = "dr.name"
    REASON = "dr.why"
    TICKET = "dr.ticket"
    POINT = "dr.point"


MOST_PLANS = 10
"""So many plans can be started by one confirmation: a modal carries 3,000 characters."""

RunId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,99}$")]
MaybeName = Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_-]{0,99})?$")]
Channel = Annotated[str, Field(pattern=r"^([CDG][A-Z0-9]{2,20})?$")]
Mode = Annotated[str, Field(pattern=r"^(drill|recovery)$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")]
Number = Annotated[int, Field(ge=0, le=10**9)]


class Value(BaseModel):
    """The value of a button, or the `private_metadata` of a modal."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    def text(self) -> str:
        """As Slack carries it."""
        return self.model_dump_json(exclude_defaults=True)


class OfRun(Value):
    """A run as it was looked at."""

    run: RunId
    epoch: Number = 0


class OfWave(OfRun):
    """A wave of a run that waits for a decision."""

    wave: Name
    attempt: Number


class OfRetry(OfRun):
    """A wave to try again; none named: the run's own approval is asked for again."""

    wave: MaybeName = ""
    attempt: Number = 0


class OfGate(OfRun):
    """One attempt of a gate; `digest` of the servers that it is about."""

    gate: Name
    attempt: Number
    digest: Digest


class OfReason(OfRun):
    """A modal that asks why, and the verb that follows; `wave` empty: the run itself."""

    verb: Verb
    wave: MaybeName = ""
    attempt: Number = 0
    channel: Channel = ""


class OfDecision(OfGate):
    """A modal in which somebody decides at a gate."""

    says: Annotated[str, Field(pattern=r"^(approve|reject)$")]
    channel: Channel = ""


class OfPlan(Value):
    """A plan, by its name."""

    plan: Name


class Nothing(Value):
    """A button that says all by itself."""


class OfStart(Value):
    """A modal that starts a run of one version of a plan."""

    plan: Name
    hash: Digest
    mode: Mode
    channel: Channel = ""


class OfServer(OfRun):
    """A modal about one source server: the verb, and the instance that was seen, empty: none."""

    verb: Annotated[str, Field(pattern=r"^(adopt|relaunch)$")]
    server: Annotated[str, Field(pattern=r"^s-[0-9A-Za-z]{1,40}$")]
    instance: Annotated[str, Field(pattern=r"^(i-[0-9A-Za-z]{1,40})?$")] = ""
    channel: Channel = ""


class OfSeveral(Value):
    """A modal that starts a run of each of several plans, by name and version."""

    plans: Annotated[dict[Name, Digest], Field(min_length=2, max_length=MOST_PLANS)]
    mode: Mode
    channel: Channel = ""


V = TypeVar("V", bound=Value)


def read_value(kind: type[V], text: object) -> V:
    """The value of this kind. Raises `RefusedError` for anything else: forged, or too old."""
    try:
        return kind.model_validate_json(str(text))
    except ValidationError as error:
        raise RefusedError(
            "this button is not one of mine, or it is too old", "look at the run: `/dr status`"
        ) from error
