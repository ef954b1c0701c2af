"""The people of a case: they start a run, approve, decide, bring it back, each in their temper.

They know what anybody can see, the run's items and the status of its execution, and act through the
pack's runbooks. What does not work, they do again a minute later.
"""

from botocore.exceptions import ClientError, HTTPClientError
from soak.owners import mend
from soak.witness import patiently
from stage import APPROVER, ENDED, FINAL, OPERATOR, Stage

PATIENCE = 60.0
"""Seconds in which an act must have helped; then it is done again."""
ASKING = frozenset({"failed", "lost", "rejected", "expired"})
AGAIN = frozenset({"cancelled", "rejected", "expired"})
LOST = 150
"""A heartbeat older than this many seconds means that nobody drives."""


class Team:
    """Brings one run to its end; `run` is its id, empty until somebody started it.

    `begins` is when (epoch seconds). Who `yields` leaves a run that ended as it is, because others
    need its servers more.
    """

    def __init__(
        self, stage: Stage, document: str, temper: str, *, begins=0.0, yields=False
    ) -> None:
        self.stage, self.document, self.temper = stage, document, temper
        self.begins, self.yields = begins, yields
        self.run = ""
        self.acts: list[str] = []
        self._done: dict[str, float] = {}
        self._interfered = False

    def look(self, *, calm: bool) -> bool:
        """One look, and what follows from it; True when the run has ended for good.

        `calm` says that nothing goes wrong any more: from then on all of them only retry.
        """
        if self.stage.world.clock.now() < self.begins:
            return False
        items = patiently(self.stage.items, f"RUN#{self.run}") if self.run else []
        run = next((item for item in items if item["sk"] == "RUN"), {})
        if not run:
            self._begin()
            return False
        if run["state"] in ENDED:
            return self._after_the_end(run, items)
        self._go_on(run, items, calm=calm)
        return False

    def _go_on(self, run, items, *, calm):
        waves = [item for item in items if item["sk"].startswith("WAVE#")]
        self._approve(run, waves)
        self._decide(run, waves, items, calm=calm)
        self._bring_back(run)
        if run.get("hold"):
            self._resume(items)
        elif not calm:
            self._interfere(run)

    def _begin(self, *, anew: bool = False) -> None:
        """Start the run, once more if it ended before it ran."""
        alive = self.run and not (anew or self._is_over(self.run))
        if alive or not self.is_due("begin"):
            return
        try:
            self.run = self.stage.start(self.document)
        except (ClientError, HTTPClientError):
            started = patiently(self.stage.started, self.document)
            self.run = started[0] if started else ""
        self.acts.append(f"start {self.run}")

    def _after_the_end(self, run, items) -> bool:
        if self.yields:
            return True
        if run["state"] in AGAIN and run.get("registered_at"):
            mend(self, _servers(items))
            self.do("restart" if run["state"] == "cancelled" else "retry")
        elif not run.get("started_at") and not run.get("abort"):
            mend(self, _servers(items))
            self._begin(anew=True)
        else:
            return True
        return False

    def _approve(self, run, waves) -> None:
        gates = [wave["wave"] for wave in waves if wave["state"] == "approving"]
        for gate in ["run", *gates] if run["state"] == "approving" else gates:
            self.do("decide", APPROVER, Gate=gate, Decision="approve")

    def _decide(self, run, waves, items, *, calm) -> None:
        for wave in waves:
            accepted = wave["state"] == "failed" and wave["spec"].get("then") == "continue"
            if wave["state"] not in ASKING or accepted or run.get("abort"):
                continue
            mend(self, _servers(items, f"{wave['wave']}#"))
            self._answer(wave, calm=calm)

    def _answer(self, wave, *, calm):
        asked = "abort" if self.yields else self.temper
        verb = asked if asked in ("skip", "abort") and (self.yields or not calm) else "retry"
        self.do(verb, **({} if verb == "abort" else {"Wave": wave["wave"]}))

    def _bring_back(self, run) -> None:
        silent = self.stage.world.clock.now() - max(run.get("heartbeat", 0), run["since"])
        needs = run["state"] not in ("requested", "approving") and silent > LOST
        if run["state"] == "stalled" or self._is_over(run.get("execution") or self.run) or needs:
            self.do("restart")

    def _resume(self, items) -> None:
        """It was paused by one of them, or it found before its start what should be mended."""
        mend(self, _servers(items))
        self.do("resume")

    def _interfere(self, run) -> None:
        """Once, in the middle: cancel, or pause and resume later."""
        if run["state"] == "running" and not self._interfered:
            self._interfered = True
            if self.temper in ("cancel", "pause"):
                self.do(self.temper)

    def _is_over(self, execution) -> bool:
        return self.stage.execution(execution)["AutomationExecutionStatus"] in FINAL

    def is_due(self, act) -> bool:
        """Whether it was not done lately; then it counts as done now."""
        now = self.stage.world.clock.now()
        due = now - self._done.get(act, 0.0) >= PATIENCE
        if due:
            self._done[act] = now
        return due

    def do(self, verb, who=OPERATOR, **parameters) -> None:
        """Start a verb's runbook for the run, unless it was done lately."""
        act = f"{verb} {parameters}"
        if not self.is_due(act):
            return
        self.acts.append(act)
        try:
            self.stage.start(f"muster-{verb}", who, RunId=self.run, **parameters)
        except (ClientError, HTTPClientError) as error:
            self.acts.append(f"  {error}")


def _servers(items, of=""):
    """The server items among a run's, or among those of one wave."""
    return [item for item in items if item["sk"].startswith(f"SRV#{of}")]
