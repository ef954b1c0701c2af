"""What the validator says about a document: findings, each with its code, place and hint."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Place:
    """A place in a text file; lines and columns count from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Finding:
    """One mistake in one document.

    `path` leads to it from the root of the document (`("mainSteps", 0, "nextStep")`); `file` and
    `place` are empty for a document that never was a text.
    """

    code: str
    severity: Severity
    message: str
    path: Path = ()
    hint: str = ""
    file: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        first = f"{self._where()}: {self.severity}[{self.code}] {self.message}"
        return f"{first}\nhint: {self.hint}" if self.hint else first

    def as_json(self) -> dict[str, Any]:
        """Everything of the finding as plain values, with line and column flat."""
        plain = asdict(self)
        place = plain.pop("place")
        return {**plain, "path": list(self.path), **(place or {"line": None, "column": None})}

    def _where(self) -> str:
        if self.place is None:
            return self.file or dotted(self.path) or "document"
        return f"{self.file}:{self.place.line}:{self.place.column}"


def dotted(path: Path) -> str:
    """A path as a reader writes it: `mainSteps[0].inputs.Api`."""
    written = ""
    for key in path:
        written += f"[{key}]" if isinstance(key, int) else f".{key}"
    return written.removeprefix(".")
