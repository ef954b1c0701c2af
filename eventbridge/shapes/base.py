"""What all shapes share, and the ids that occur in them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of an event: strict about types, indifferent to members that it does not know."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", populate_by_name=False)


RunId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
"""What the runbooks take for a RunId."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
"""Name of a plan or a wave."""

ExecutionId = Annotated[str, Field(pattern=r"^[0-9a-fA-F-]{36}$")]
"""SSM API, shape AutomationExecutionId."""

DocumentName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:/-]{3,200}$")]
"""SSM API, shape DocumentARN: a name, or the ARN of a shared document."""

JobId = Annotated[str, Field(pattern=r"^drsjob-[0-9a-zA-Z]{17}$")]
"""DRS API, shape JobID."""

Word = Annotated[str, Field(max_length=256)]
"""A state, status or kind; new ones may come at any time."""
