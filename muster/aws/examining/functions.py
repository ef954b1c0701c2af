"""Lambda functions as the doctor sees them (Lambda API)."""

from muster.aws.connection import Connection
from muster.service.doctor.ports import FunctionFacts
from muster.service.errors import MissingError

ACTIONS = ("lambda:GetFunctionConfiguration", "lambda:ListEventSourceMappings")


class LambdaFunctions:
    """A `Functions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def function(self, name: str) -> FunctionFacts | None:
        """The function; None: no such."""
        about = f"function `{name}`"
        try:
            found = self._connection.call(
                "lambda", "get_function_configuration", about=about, FunctionName=name
            )
        except MissingError:
            return None
        return FunctionFacts(
            state=str(found.get("State") or ""),
            update=str(found.get("LastUpdateStatus") or ""),
            reason=str(found.get("StateReason") or ""),
            feed=self._feed(name, about),
            environment=dict((found.get("Environment") or {}).get("Variables") or {}),
        )

    def _feed(self, name: str, about: str) -> str:
        answer = self._connection.call(
            "lambda", "list_event_source_mappings", about=about, FunctionName=name
        )
        return next((str(e["State"]) for e in answer.get("EventSourceMappings") or ()), "")
