"""What every event has (EventBridge User Guide, "AWS service event metadata")."""

from typing import Generic, TypeVar

from pydantic import Field

from eventbridge.shapes.base import Shape, Word

D = TypeVar("D", bound=Shape)


class Head(Shape):
    """What an event says it is; enough to know which shape the rest should have."""

    source: Word
    kind: Word = Field(alias="detail-type")


class Envelope(Shape, Generic[D]):
    """A whole event with its detail; `account` and `region` are where it happened."""

    id: Word
    account: Word
    region: Word
    time: Word
    resources: tuple[Word, ...] = ()
    detail: D
