"""For a hub without a bot of its own: runs are looked after, and nobody is told in a chat."""

from muster.service.announcing import Call


class Silence:
    """An `Announcer` that says nothing; the topic of the stack tells people what needs them."""

    def refresh(self, run: str) -> None:
        """Nothing."""

    def refresh_soon(self, run: str) -> None:
        """Nothing."""

    def call_people(self, call: Call) -> None:
        """Nothing."""

    def run_due(self) -> None:
        """Nothing is ever due."""
