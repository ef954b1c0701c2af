"""What the references of an execution mean: parameters, outputs, variables, system variables."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from muster.embedded.aws.automation.execution import Execution
from muster.embedded.aws.automation.references import UnresolvedError

SYSTEM_VARIABLES: Mapping[str, Callable[[Execution, datetime], str]] = {
    "global:ACCOUNT_ID": lambda execution, _: execution.account,
    "global:REGION": lambda execution, _: execution.region,
    "global:AWS_PARTITION": lambda _, __: "aws",
    "global:DATE": lambda _, now: now.strftime("%Y-%m-%d"),
    "global:DATE_TIME": lambda _, now: now.strftime("%Y-%m-%d_%H.%M.%S"),
    "automation:EXECUTION_ID": lambda execution, _: execution.execution_id,
}


class Scope:
    """Looks references up, as of now: system variables differ from step to step."""

    def __init__(self, execution: Execution, now: Callable[[], float]) -> None:
        self._execution = execution
        self._now = now

    def lookup(self, name: str) -> Any:
        """The typed value behind `name`. `UnresolvedError` if there is none (yet)."""
        if name in SYSTEM_VARIABLES:
            moment = datetime.fromtimestamp(self._now(), UTC)
            return SYSTEM_VARIABLES[name](self._execution, moment)
        if name.startswith("variable:"):
            return self._found(self._execution.variables, name.removeprefix("variable:"), name)
        step, dot, output = name.partition(".")
        if not dot:
            return self._found(self._execution.parameters, name, name)
        if step not in self._execution.latest:
            raise UnresolvedError(_not_there(name))
        return self._found(self._execution.latest[step].outputs, output, name)

    @staticmethod
    def _found(values: Mapping[str, Any], key: str, name: str) -> Any:
        if key not in values:
            raise UnresolvedError(_not_there(name))
        return values[key]


def _not_there(name: str) -> str:
    return f"Failed to resolve input: {name} is not defined in the document or has no value yet."
