"""One execution at work: its task on the virtual clock, its interruptions, its clients."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from greenlet import GreenletExit

from muster.embedded.aws.automation.clients import Clients
from muster.embedded.aws.automation.execution import Execution, Status, StepExecution
from muster.embedded.aws.automation.failures import Interruption, Killed
from muster.embedded.aws.automation.scope import Scope
from muster.embedded.aws.clock import FOREVER, Signal, Task

if TYPE_CHECKING:
    from muster.embedded.aws.automation.automation import Automation
    from muster.embedded.aws.automation.sandbox.modules import Importer
    from muster.embedded.aws.automation.signals import Gate


class Run:
    """The moving part of an `Execution`; everything that takes time goes through it.

    An interruption stays until `settled` takes it away, so code that swallows it meets it again.
    """

    def __init__(self, automation: "Automation", execution: Execution) -> None:
        self.automation = automation
        self.execution = execution
        self.scope = Scope(execution, automation.world.clock.now)
        self.clients = Clients(self)
        self.ended = Signal(automation.world.clock)
        self.gate: Gate | None = None
        self.blocked = False
        self.lost = False
        self.importer: Importer | None = None
        self.task: Task | None = None
        self._has_begun = False
        self._interruption: Interruption | None = None

    def now(self) -> float:
        """The virtual present (epoch seconds, UTC)."""
        return self.automation.world.clock.now()

    def sleep(self, seconds: float) -> None:
        """Let `seconds` of virtual time pass. Raises the interruption that came meanwhile."""
        self.check()
        with self._sticky():
            self.automation.world.clock.sleep(seconds)
        self.check()

    def wait(self, signal: Signal, seconds: float = FOREVER) -> bool:
        """Wait for `signal`; False after `seconds`. Raises the interruption that came meanwhile."""
        self.check()
        with self._sticky():
            is_set = self.automation.world.clock.wait(signal, seconds)
        self.check()
        return is_set

    def check(self) -> None:
        """Raise what has interrupted this execution, if anything has."""
        if self._interruption is not None:
            raise self._interruption

    def interrupt(self, interruption: Interruption) -> None:
        """Break off whatever is being done, unless something stronger does so already."""
        if self._interruption is None or interruption.rank > self._interruption.rank:
            self._interruption = interruption
            if self._has_begun and not self.automation.world.clock.is_running(self._task()):
                self._task().kill(interruption)

    def settled(self, interruption: Interruption) -> None:
        """Go on after `interruption`, unless a stronger one has come."""
        if self._interruption is interruption:
            self._interruption = None
        self.check()

    @contextmanager
    def deadline(self, seconds: float | None, interruption: Interruption) -> Iterator[None]:
        """Interrupt what happens inside if it takes longer than `seconds` (None: never)."""
        if seconds is None:
            yield
            return
        timer = self.automation.world.clock.after(seconds, lambda: self.interrupt(interruption))
        try:
            yield
        finally:
            timer.cancel()

    @contextmanager
    def blocking(self) -> Iterator[None]:
        """Count as blocked for the quota while inside (approve, pause, sleep)."""
        self.blocked = True
        self.automation.ledger_of(self.execution).admission.review()
        try:
            yield
        finally:
            self.blocked = False

    @contextmanager
    def waiting(self, record: StepExecution, gate: "Gate") -> Iterator[None]:
        """Show step and execution as Waiting, and let signals reach `gate`, while inside."""
        record.status = self.execution.status = Status.WAITING
        self.gate = gate
        try:
            with self.blocking():
                yield
        finally:
            self.gate = None
            for shown in (record, self.execution):
                if shown.status is Status.WAITING and not self.lost:
                    shown.status = Status.IN_PROGRESS

    def client(self, service: str) -> Any:
        """An AWS client of the execution's principal in its Region."""
        return self.clients.client(service)

    def before_script_call(self, service: str, operation: str) -> None:
        """Let the fault hook have its say; a `Killed` from it is the end of this execution."""
        execution = self.execution
        step = execution.current.step.name if execution.current is not None else ""
        with self._sticky():
            self.automation.before_script_call(
                execution.execution_id, execution.document.name, step, service, operation
            )

    def start(self, target: Callable[[], None]) -> None:
        """Begin `target` as this execution's task."""

        def begin() -> None:
            self._has_begun = True
            target()

        self.task = self.automation.world.clock.spawn(begin, self.execution.execution_id)

    def _task(self) -> Task:
        assert self.task is not None  # noqa: S101 - asked only once it has begun
        return self.task

    @contextmanager
    def _sticky(self) -> Iterator[None]:
        try:
            yield
        except Interruption as interruption:
            self._interruption = self._interruption or interruption
            raise
        except GreenletExit as exit_:  # the world is gone: whatever is left of this must not act
            self._interruption = Killed()
            raise self._interruption from exit_
