"""How a validator refuses a value: one of our codes, a sentence and a hint."""

from pydantic_core import PydanticCustomError

from muster.model.codes import Code


def refusal(code: Code, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error that a validator raises; the loader adds the place.

    The texts travel as context, never as a template: a plan's own text may hold braces.
    """
    return PydanticCustomError(code.id, "{message}", {"message": message, "hint": hint})
