"""A world in which nothing goes wrong."""


class NoFaults:
    """Implements `context.Faults` by saying nothing."""

    def launch_failure(self, source_server_id: str, *, is_drill: bool) -> str | None:
        """None: every launch succeeds."""
        del source_server_id, is_drill
        return None

    def launch_delay(self, source_server_id: str) -> float:
        """0: nothing takes longer."""
        del source_server_id
        return 0.0

    def execution_started(self, execution_id: str, document: str) -> None:
        """Nothing to remember."""

    def step_started(self, execution_id: str, step: str) -> None:
        """Nothing to remember."""
