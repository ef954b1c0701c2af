"""What every model of a plan shares."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value that refuses unknown keys.

    A plan file is read by alias (`in`, `from`, `lambda`); Python code and the published record use
    the attribute names (`modes`, `approvers`, `function`).
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        validate_default=False,
        hide_input_in_errors=True,
        use_attribute_docstrings=False,
    )


class Mode(StrEnum):
    """What a run is: a rehearsal beside production, or the real thing."""

    DRILL = "drill"
    RECOVERY = "recovery"
