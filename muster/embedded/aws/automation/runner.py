"""Runs the steps of an execution: attempts, time-outs, failures, cancelling, the final status.

User Guide, "Systems Manager Automation actions reference", "Properties shared by all actions", and
"Handling timeouts in runbooks".
"""

from muster.embedded.aws import kit
from muster.embedded.aws.automation import events
from muster.embedded.aws.automation.actions.action import Outcome
from muster.embedded.aws.automation.attempt import attempt
from muster.embedded.aws.automation.document import Step
from muster.embedded.aws.automation.execution import ParentStep, Status, StepExecution
from muster.embedded.aws.automation.failures import (
    GUIDE,
    Cancelled,
    Interruption,
    Killed,
    OutOfTime,
    StepFailed,
    StepTimedOut,
    TimedOut,
)
from muster.embedded.aws.automation.outputs import document_outputs
from muster.embedded.aws.automation.run import Run
from muster.embedded.aws.automation.walk import Ending, Graph, cancel_target


def run_execution(run: Run) -> None:
    """The body of an execution's task: from the first step to the final status."""
    try:
        ending = _ending(run)
    except kit.Killed as killed:
        run.automation.lose(run, killed.status if isinstance(killed, Killed) else Status.FAILED)
    else:
        run.execution.outputs = document_outputs(run.execution)
        run.automation.finish(run, ending)


def walk(run: Run, steps: tuple[Step, ...], parent: ParentStep | None) -> Ending:
    """Go through `steps`; only interruptions of the whole execution come out of here."""
    graph = Graph(steps)
    return _walk_from(run, graph, graph.first, parent)


def _ending(run: Run) -> Ending:
    role_less = run.execution.principal == run.execution.executed_by
    cap = run.automation.settings.role_less_seconds if role_less else None
    try:
        run.check()
        with run.deadline(cap, OutOfTime()):
            return walk(run, run.execution.document.steps, None)
    except Cancelled as cancelled:
        return _cancel_workflow(run, cancelled)
    except OutOfTime:
        return Ending(Status.TIMED_OUT, "An automation without assumeRole ends after 12 hours.")


def _cancel_workflow(run: Run, cancelled: Cancelled) -> Ending:
    """From the current step's `onCancel` on, for 2 minutes at most."""
    run.settled(cancelled)
    current = run.execution.current
    target = cancel_target(current.step) if current is not None else None
    graph = Graph(run.execution.document.steps)
    if cancelled.run_cancel_steps and target is not None and target in graph:
        too_long = OutOfTime()
        try:
            with run.deadline(run.automation.settings.cancel_seconds, too_long):
                _walk_from(run, graph, target, None)
        except OutOfTime:
            run.settled(too_long)
    return Ending(Status.CANCELLED)


def _walk_from(run: Run, graph: Graph, name: str, parent: ParentStep | None) -> Ending:
    worst = Ending(Status.SUCCESS)
    here: str | None = name
    while here is not None:
        if here not in graph:
            return Ending(worst.status, worst.message, outside=here)
        record = _begin(run, graph.step(here), parent)
        ending = _perform(run, record)
        if ending.is_bad and record.step.is_critical and not worst.is_bad:
            worst = ending
        if ending.aborted:
            return ending
        here = graph.following(record)
    return Ending(worst.status, worst.message)


def _begin(run: Run, step: Step, parent: ParentStep | None) -> StepExecution:
    execution = run.execution
    record = execution.planned.pop(step.name, None) if parent is None else None
    if record is None:  # a pass of a loop, or a cancel workflow over steps that ran before
        record = StepExecution(run.automation.world.new_uuid(), step, parent)
        execution.steps.append(record)
    record.status, record.started = Status.IN_PROGRESS, run.now()
    execution.current = execution.latest[step.name] = record
    run.automation.world.faults.step_started(execution.execution_id, step.name)
    return record


def _perform(run: Run, record: StepExecution) -> Ending:
    """All attempts of a step, to the record's final status; other interruptions go through."""
    try:
        outcome = _attempts(run, record)
    except Killed:
        raise
    except Interruption as interruption:
        cancelled = isinstance(interruption, Cancelled)
        _end(run, record, Status.CANCELLED if cancelled else Status.TIMED_OUT)
        raise
    except StepFailed as failed:
        return _failed(run, record, failed)
    except StepTimedOut:
        record.failure_message = f"Step timed out after {record.timeout_seconds:g} seconds. {GUIDE}"
        _end(run, record, Status.TIMED_OUT)
        return _bad_ending(record)
    except Exception as error:  # noqa: BLE001 - a mistake of ours must be seen, not hang the clock
        text = f"{type(error).__name__}: {error}"
        return _failed(run, record, StepFailed(text, kind="InternalError"))
    record.chosen = outcome.next_step
    record.response, record.response_code = outcome.response, outcome.response_code
    _end(run, record, outcome.status)
    return outcome.ending or Ending(Status.SUCCESS)


def _attempts(run: Run, record: StepExecution) -> Outcome:
    while True:
        record.attempts += 1
        too_long = TimedOut()
        try:
            return attempt(run, record, too_long, walk)
        except TimedOut as timed_out:
            if timed_out is not too_long:  # the loop around this step has used up its time
                raise
            run.settled(too_long)
            if record.attempts >= record.max_attempts:
                raise StepTimedOut from None
        except StepFailed:
            if record.attempts >= record.max_attempts:
                raise


def _failed(run: Run, record: StepExecution, failed: StepFailed) -> Ending:
    record.failure_message = f"Step fails when it is {failed.doing}. {failed.message}. {GUIDE}"
    record.failure_stage, record.failure_type = failed.stage, failed.kind
    record.failure_detail = failed.message
    _end(run, record, Status.FAILED)
    return _bad_ending(record)


def _bad_ending(record: StepExecution) -> Ending:
    aborted = record.step.on_failure == "Abort"
    return Ending(record.status, record.failure_message, aborted=aborted)


def _end(run: Run, record: StepExecution, status: Status) -> None:
    record.status, record.ended = status, run.now()
    if record.parent is None:
        run.execution.current = record
    events.step_changed(run.automation.world, run.execution, record)
