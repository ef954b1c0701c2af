"""aws:executeScript (User Guide, "aws:executeScript"): run Python that stands in the document."""

import json
from typing import Any

from muster.embedded.aws.automation.actions.action import MINUTE, Action, Outcome, StepRun, text_of
from muster.embedded.aws.automation.failures import StepFailed
from muster.embedded.aws.automation.sandbox.script import ScriptError, call_handler

RUNTIMES = frozenset({"python3.8", "python3.9", "python3.10", "python3.11"})
LONGEST_PAYLOAD = 100 * 1024
MOST_ITEMS = 100


def run(step: StepRun) -> Outcome:
    """Call `Handler` with `InputPayload`. Its answer must be JSON of at most 100 KB."""
    runtime = text_of(step.inputs, "Runtime")
    if runtime not in RUNTIMES:
        raise StepFailed(
            f"runtime `{runtime}` is not available here, only Python is", kind="Runtime"
        )
    if "Script" not in step.inputs:
        raise StepFailed("a Script is needed; attachments are not available here", kind="Runtime")
    step.run.sleep(step.run.automation.settings.script_seconds)
    return _outcome(_returned(step))


def _returned(step: StepRun) -> Any:
    events = step.inputs.get("InputPayload", {})
    script, handler = text_of(step.inputs, "Script"), text_of(step.inputs, "Handler")
    try:
        returned = call_handler(step.run, script, handler, events, step.record.log)
    except ScriptError as error:
        raise StepFailed(str(error), kind="ScriptError") from error
    step.run.check()  # a script that swallowed its own end is still at its end
    return returned


def _outcome(returned: Any) -> Outcome:
    if isinstance(returned, list):
        returned = returned[:MOST_ITEMS]
    try:
        text = json.dumps(returned)
    except (TypeError, ValueError) as error:
        raise StepFailed(f"the handler's answer is not JSON: {error}", kind="Payload") from error
    if len(text.encode()) > LONGEST_PAYLOAD:
        raise StepFailed(f"the handler's answer has {len(text)} bytes, over 100 KB", kind="Payload")
    payload = json.loads(text)
    answer = {"Payload": payload}
    return Outcome(outputs={"Payload": payload, "OutputPayload": answer}, answer=answer)


ACTION = Action(
    name="aws:executeScript",
    run=run,
    required=frozenset({"Runtime", "Handler"}),
    optional=frozenset({"Script", "Attachment", "InputPayload"}),
    outputs=frozenset({"Payload", "OutputPayload"}),
    timeout=10 * MINUTE,
    longest=10 * MINUTE,
)
