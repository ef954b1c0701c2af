"""aws:pause (User Guide, "aws:pause"): wait for a Resume signal that names this step."""

from muster.embedded.aws.automation.actions.action import DAY, Action, Outcome, StepRun
from muster.embedded.aws.automation.signals import PauseGate
from muster.embedded.aws.clock import Signal


def run(step: StepRun) -> Outcome:
    """Wait; anyone who may send the signal may resume (no list of people is documented)."""
    gate = PauseGate(step.record.step.name, Signal(step.run.automation.world.clock))
    with step.run.waiting(step.record, gate):
        step.run.wait(gate.opened)
    return Outcome()


ACTION = Action(name="aws:pause", run=run, timeout=7 * DAY, longest=30 * DAY)
