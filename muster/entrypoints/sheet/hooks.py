"""Steps that do by hand what a plan's hooks do: a runbook, a function, a command."""

from collections.abc import Iterator
from typing import Any

from muster.entrypoints.sheet.shell import Shell, as_json, aws, kept, text_of
from muster.entrypoints.sheet.values import Step
from muster.model.durations import format_duration
from muster.model.hooks import Hook

STATUS = "AutomationExecution.AutomationExecutionStatus"


def hook_steps(hook: Hook, region: str, facts: dict[str, Any], variable: str) -> Iterator[Step]:
    """Start what the hook starts. `facts` is what a function is told beside its parameters."""
    kind = {"runbook": _runbook, "lambda": _function, "command": _command}[hook.kind]
    yield from kind(hook, region, facts, variable)


def _runbook(hook: Hook, region: str, _facts: dict[str, Any], variable: str) -> Iterator[Step]:
    given = {key: [value] if isinstance(value, str) else value for key, value in _parameters(hook)}
    words = ("--parameters", as_json(given)) if given else ()
    start = ("--document-name", hook.target, *words, *text_of("AutomationExecutionId"))
    yield Step(
        f"Run the runbook {hook.target}.",
        kept(variable, aws(region, "ssm", "start-automation-execution", *start)),
        "The id of an execution.",
    )
    look = ("--automation-execution-id", Shell(f'"${variable}"'), *text_of(STATUS))
    yield Step(
        f"See how it ends, within {format_duration(hook.timeout)}.",
        aws(region, "ssm", "get-automation-execution", *look),
        f"`Success`. {_after(hook)}",
    )


def _function(hook: Hook, region: str, facts: dict[str, Any], _variable: str) -> Iterator[Step]:
    payload = as_json({**facts, "parameters": dict(_parameters(hook))})
    words = ("--function-name", hook.target, "--payload", "fileb:///dev/stdin", "/dev/stdout")
    call = aws(region, "lambda", "invoke", *words)
    yield Step(
        f"Invoke the function {hook.target}.",
        f"{call} <<'EOF'\n{payload}\nEOF",
        f"What the function says, `StatusCode` 200 and no `FunctionError`. {_after(hook)}",
    )


def _command(hook: Hook, _region: str, _facts: dict[str, Any], _variable: str) -> Iterator[Step]:
    yield Step(f"Run on every instance of the wave: {hook.command}", expect=_after(hook))


def _parameters(hook: Hook) -> list[tuple[str, Any]]:
    return [(k, v if isinstance(v, str) else list(v)) for k, v in sorted(hook.parameters.items())]


def _after(hook: Hook) -> str:
    goes_on = hook.on_failure == "continue"
    return "If it fails, go on." if goes_on else "If it fails, stop here and decide."
