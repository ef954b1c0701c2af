"""The forms that a single value of a plan may have, as markers for `Annotated[str, Form(…)]`.

A marker checks the value, words the refusal, and describes itself to the JSON Schema.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from muster.model import durations
from muster.model.codes import Code, files, shape, values
from muster.model.refusal import refusal
from muster.model.text import EXPANSION, first_unprintable, name_of_character, quoted

FROM_YAML: Final = "yaml"
"""Validation context of the loader: there a duration must carry its unit."""


class _Text(ABC):
    """A kind of text: it is taken as text only, then judged by a call."""

    @abstractmethod
    def __call__(self, text: str) -> str: ...

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accept text only, then judge it."""
        return core_schema.no_info_after_validator_function(
            self, core_schema.str_schema(strict=True)
        )


@dataclass(frozen=True)
class Line(_Text):
    """One printable line of `least` to `most` characters, without `{{`."""

    least: int
    most: int

    def __call__(self, text: str) -> str:
        """Return `text`, or raise the refusal."""
        if not self.least <= len(text) <= self.most:
            raise _wrong_size(text, self)
        return _unexpanded(_printable(text))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the length; the editor needs no more."""
        return {"type": "string", "minLength": self.least, "maxLength": self.most}


@dataclass(frozen=True)
class Form(_Text):
    """Text that matches `pattern` as a whole; else "… is not <what>" under `code`."""

    pattern: str
    code: Code
    what: str
    hint: str

    def __call__(self, text: str) -> str:
        """Return `text`, or raise the refusal."""
        if re.fullmatch(self.pattern, text):
            return text
        raise refusal(self.code, f"{quoted(text)} is not {self.what}", self.hint)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Give the editor the pattern."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True)
class Within:
    """A duration of `least` to `most` seconds: text with a unit in YAML, an int in Python."""

    least: int
    most: int

    def __call__(self, value: Any, info: ValidationInfo) -> int:
        """Return the seconds, or raise the refusal."""
        seconds = _parsed(value) if isinstance(value, str) else _counted(value, info.context)
        if self.least <= seconds <= self.most:
            return seconds
        raise _outside(seconds, self)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Take whatever stands there: the sentence is ours."""
        return core_schema.with_info_plain_validator_function(self)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the written form."""
        return {"type": "string", "pattern": durations.PATTERN}


def _wrong_size(text: str, line: Line) -> Exception:
    if not text:
        return refusal(shape.WRONG_SIZE, "the text is empty", "write something, or drop the key")
    return refusal(
        shape.WRONG_SIZE,
        f"{quoted(text)} has {len(text):,} characters",
        f"write at most {line.most:,}",
    )


def _printable(text: str) -> str:
    at = first_unprintable(text)
    if at is None:
        return text
    if text[at] in "\n\r":
        raise refusal(
            files.UNPRINTABLE,
            f"{quoted(text)} has more than one line",
            "fold the lines into one: write `>-` after the key",
        )
    name = name_of_character(text[at])
    raise refusal(
        files.UNPRINTABLE,
        f"{quoted(text)} holds {name}, which cannot be seen",
        "delete the character, or type the text anew",
    )


def _unexpanded(text: str) -> str:
    if EXPANSION not in text:
        return text
    raise refusal(
        values.EXPANSION,
        f"{quoted(text)} holds `{{{{`, which Systems Manager would expand",
        "use single braces, or leave the braces out",
    )


def _parsed(text: str) -> int:
    try:
        return durations.parse_duration(text)
    except ValueError as error:
        raise refusal(values.DURATION, f"{quoted(text)} is not a duration", str(error)) from None


def _counted(value: Any, context: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise refusal(
            values.DURATION, "a duration is wanted here", "write it as `90s`, `45m` or `2h`"
        )
    if context == FROM_YAML:
        raise refusal(
            values.DURATION, f"`{value}` has no unit", f"write `{value}s`, `{value}m` or `{value}h`"
        )
    return value


def _outside(seconds: int, allowed: Within) -> Exception:
    least, most = (durations.format_duration(s) for s in (allowed.least, allowed.most))
    return refusal(
        values.DURATION_RANGE,
        f"`{durations.format_duration(seconds)}` is out of range",
        f"write a duration from `{least}` to `{most}`",
    )
