"""An Automation document as a value (user guide, documents-schemas-features; schema 0.3)."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

from ssm_documents.compiler.bundler import digest_of
from ssm_documents.compiler.dump import dumped
from ssm_documents.compiler.linking import with_scripts


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True
    )


class Step(_Part):
    """One step; the fields stand in the order in which they are written."""

    name: str
    description: str | None = None
    action: str
    timeout_seconds: int
    on_failure: str
    is_critical: bool
    on_cancel: str | None = None
    next_step: str | None = None
    is_end: bool | None = None
    inputs: dict[str, Any]
    outputs: list[dict[str, str]] | None = None


class Runbook(_Part):
    """One Automation document. Equal values give equal text, byte for byte."""

    schema_version: Literal["0.3"]
    description: str
    assume_role: str
    parameters: dict[str, dict[str, Any]] = {}
    variables: dict[str, dict[str, Any]] | None = None
    main_steps: list[Step]
    outputs: list[str] | None = None

    @model_validator(mode="after")
    def _steps_fit_together(self) -> Self:
        names = Counter(step.name for step in self.main_steps)
        twice = [name for name, count in names.items() if count > 1]
        targets = {name for step in self.main_steps for name in _targets(step)}
        missing = sorted(targets - set(names))
        if twice or missing:
            raise ValueError(f"steps named twice: {twice}; steps that do not exist: {missing}")
        return self

    def content(self) -> dict[str, Any]:
        """The document as Systems Manager reads it, plain data."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def text(self) -> str:
        """The document as YAML, in its canonical form."""
        return self._text

    @cached_property
    def _text(self) -> str:
        # Size, digest and publication ask for it, and writing it is half of the work of compiling.
        return dumped(self.content())

    def size(self) -> int:
        """The bytes of the text."""
        return len(self.text().encode())

    def outline(self) -> dict[str, Any]:
        """The content, with each script replaced by `sha256:…` of the text that it runs."""
        content = self.content()
        steps = with_scripts(content["mainSteps"], lambda text: f"sha256:{digest_of(text)}")
        return {**content, "mainSteps": steps}

    def digest(self) -> str:
        """The sha256 of the text, in hex; it covers loaded scripts too: the text has theirs."""
        return sha256(self.text().encode()).hexdigest()


def _targets(step: Step) -> Iterator[str]:
    for where in (step.on_failure, step.on_cancel or ""):
        if where.startswith("step:"):
            yield where.removeprefix("step:")
    if step.next_step:
        yield step.next_step
