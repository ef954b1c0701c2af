"""SSM Automation of the whole embedded AWS: every account's and Region's executions."""

from collections.abc import Callable
from dataclasses import dataclass, field

from muster.embedded.aws.automation import events
from muster.embedded.aws.automation.admission import Admission
from muster.embedded.aws.automation.execution import Execution, Status
from muster.embedded.aws.automation.failures import Cancelled, Killed
from muster.embedded.aws.automation.library import Library
from muster.embedded.aws.automation.run import Run
from muster.embedded.aws.automation.run_command.commands import CommandLog
from muster.embedded.aws.automation.runner import run_execution
from muster.embedded.aws.automation.settings import Settings
from muster.embedded.aws.automation.walk import Ending
from muster.embedded.aws.context import Context
from muster.embedded.aws.kit import AwsError

ScriptCallHook = Callable[[str, str, str, str, str], None]


@dataclass
class Ledger:
    """What one account and Region has: its executions in order of start, its tokens, its quota."""

    admission: Admission
    runs: dict[str, Run] = field(default_factory=dict)
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    commands: CommandLog = field(default_factory=CommandLog)


def no_fault(execution_id: str, document: str, step: str, service: str, operation: str) -> None:
    """The default of `Automation.before_script_call`: nothing happens."""


class Automation:
    """The state of the service and what can be done to it.

    `before_script_call(execution_id, document, step, service, operation)` is asked before every AWS
    call of a script, retries included; it may raise `Killed`. `assumed` are the roles behind the
    access keys that scripts got from STS; `parents` the parents of children about to be started,
    by the ClientToken of the start.
    """

    def __init__(self, world: Context, settings: Settings | None = None) -> None:
        self.world = world
        self.settings = settings or Settings()
        self.library = Library(world)
        self.before_script_call: ScriptCallHook = no_fault
        self.assumed: dict[str, str] = {}
        self.parents: dict[str, Execution] = {}
        self._ledgers: dict[tuple[str, str], Ledger] = {}

    def ledger(self, account: str, region: str) -> Ledger:
        """What this account has in this Region."""
        place = (account, region)
        if place not in self._ledgers:
            self._ledgers[place] = Ledger(Admission(self.settings, self._begin))
        return self._ledgers[place]

    def ledger_of(self, execution: Execution) -> Ledger:
        """Where `execution` belongs."""
        return self.ledger(execution.account, execution.region)

    def run_of(self, execution_id: str, *, account: str, region: str) -> Run:
        """An execution by id. `AwsError` AutomationExecutionNotFoundException if there is none."""
        run = self.ledger(account, region).runs.get(execution_id)
        if run is None:
            text = f"Automation execution {execution_id} does not exist"
            raise AwsError("AutomationExecutionNotFoundException", text)
        return run

    def submit(self, execution: Execution) -> Run:
        """Take a new execution in; it begins when the quota allows. `QueueFullError` if never."""
        run = Run(self, execution)
        ledger = self.ledger_of(execution)
        ledger.admission.submit(run)
        ledger.runs[execution.execution_id] = run
        return run

    def stop(self, run: Run, *, run_cancel_steps: bool) -> None:
        """Cancel an execution; one that has not begun is over at once."""
        execution = run.execution
        if execution.status is Status.PENDING:
            self.finish(run, Ending(Status.CANCELLED))
            return
        execution.status = Status.CANCELLING
        run.interrupt(Cancelled(run_cancel_steps=run_cancel_steps))

    def finish(self, run: Run, ending: Ending) -> None:
        """Record how an execution ended, tell everybody, give its place to the next."""
        self._conclude(run, ending.status, ending.message)
        events.execution_changed(self.world, run.execution)
        run.ended.set()

    def kill_execution(self, execution_id: str, status: Status = Status.FAILED) -> None:
        """Have SSM lose an execution: it dies where it stands; no step, clean-up or event follows.

        `status` is what the API shows from now on; `InProgress` leaves a zombie. `KeyError` if
        there is no such execution; one that is over stays as it is.
        """
        runs = {key: run for ledger in self._ledgers.values() for key, run in ledger.runs.items()}
        run = runs[execution_id]
        if not run.execution.over:
            self.lose(run, Status(status))
            run.interrupt(Killed(status))

    def lose(self, run: Run, status: Status) -> None:
        """Make an execution and the steps it is in what SSM shows of a lost one."""
        if run.execution.over or run.lost:
            return
        run.lost = True
        if status is Status.IN_PROGRESS:
            return
        for record in run.execution.steps:
            if record.status in (Status.IN_PROGRESS, Status.WAITING):
                record.status, record.ended = status, self.world.clock.now()
        self._conclude(run, status, "The execution was lost by the service.")
        run.ended.set()

    def _begin(self, run: Run) -> None:
        execution = run.execution
        execution.status = Status.IN_PROGRESS
        self.world.faults.execution_started(execution.execution_id, execution.document.name)
        run.start(lambda: run_execution(run))

    def _conclude(self, run: Run, status: Status, message: str | None) -> None:
        execution = run.execution
        execution.status, execution.ended = status, self.world.clock.now()
        execution.failure_message = message
        self.ledger_of(execution).admission.leave(run)
