"""Telling people how a run stands: what reactions and the reconciler need of a chat."""

from typing import Protocol


class Announcer(Protocol):
    """Keeps what people see of a run true; whatever it is told, it reads the run again itself."""

    def refresh(self, run: str) -> None:
        """Look at the run and let every message about it say what is true now.

        Never raises because the chat does not answer: what could not be said is said later.
        """
        ...

    def run_due(self) -> float | None:
        """Say what was put off and is due; gives the seconds until more is, None: nothing is."""
        ...
