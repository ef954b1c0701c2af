"""The journal of every call that reached the front: what happened, in order, and how often."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.embedded.aws.kit import Principal


@dataclass(slots=True)
class Entry:
    """One call; `at` is virtual (epoch seconds, UTC), `code` is "OK", an error, or "" as yet.

    `read` gives the parameters as boto3 spells them; they are parsed only when somebody asks.
    """

    at: float
    principal: Principal
    region: str
    service: str
    operation: str
    read: Callable[[], Mapping[str, Any]] = field(repr=False, compare=False)
    code: str = ""

    @property
    def name(self) -> str:
        """Service and operation, as IAM spells an action: `drs:StartRecovery`."""
        return f"{self.service}:{self.operation}"

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of the call."""
        return self.read()


class Journal:
    """Entries in order of arrival, the newest `limit` of them (None: all), and counts of all."""

    def __init__(self, limit: int | None = None) -> None:
        self._entries: deque[Entry] = deque(maxlen=limit)
        self.counts: Counter[str] = Counter()
        self.errors: Counter[tuple[str, str]] = Counter()

    def open(self, entry: Entry) -> Entry:
        """Write down a call that begins."""
        self._entries.append(entry)
        self.counts[entry.name] += 1
        return entry

    def close(self, entry: Entry, code: str) -> None:
        """Write down how it ended: "OK" or the code of the error."""
        entry.code = code
        if code != "OK":
            self.errors[entry.name, code] += 1

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def of(self, name: str, *, principal: str = "") -> list[Entry]:
        """The calls of one operation (`drs:StartRecovery`), of one principal's ARN if given."""
        return [
            entry
            for entry in self._entries
            if entry.name == name and principal in ("", entry.principal.arn)
        ]
