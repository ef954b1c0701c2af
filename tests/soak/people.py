"""The people of a case: they start the run, approve, decide, bring it back, each in their temper.

They know what anybody can see, the run's items and the status of its execution, and act through the
pack's runbooks. What does not work, they do again a minute later.
"""

from botocore.exceptions import ClientError, HTTPClientError
from soak.case import ACCOUNT, REGION, SPOKE
from soak.witness import patiently
from stage import APPROVER, ENDED, FINAL, OPERATOR, Stage

PATIENCE = 90.0
"""Seconds in which an act must have helped; then it is done again."""
ASKING = frozenset({"failed", "lost", "rejected", "expired"})
AGAIN = frozenset({"cancelled", "rejected", "expired"})
LOST = 150
"""A heartbeat older than this many seconds means that nobody drives."""


def targets(stage: Stage):
    """DRS in every account of a case, the hub's first."""
    drs = stage.world.parts.drs.targets
    return [drs.at(account, REGION) for account in (ACCOUNT, SPOKE)]


class Team:
    """Brings one plan's run to its end; `run` is its id, empty until somebody started it."""

    def __init__(self, stage: Stage, document: str, temper: str) -> None:
        self.stage, self.document, self.temper = stage, document, temper
        self.run = ""
        self.acts: list[str] = []
        self._done: dict[str, float] = {}
        self._interfered = False

    def look(self, *, calm: bool) -> bool:
        """One look, and what follows from it; True when the run has ended for good.

        `calm` says that nothing goes wrong any more: from then on all of them only retry.
        """
        items = patiently(self.stage.items, f"RUN#{self.run}") if self.run else []
        run = next((item for item in items if item["sk"] == "RUN"), {})
        if not run:
            self._begin()
            return False
        if run["state"] in ENDED:
            return self._after_the_end(run)
        waves = [item for item in items if item["sk"].startswith("WAVE#")]
        self._approve(run, waves)
        self._decide(run, waves, calm=calm)
        self._bring_back(run)
        if not calm:
            self._interfere(run)
        return False

    def _begin(self, *, anew: bool = False) -> None:
        """Start the run, once more if it ended before it ran."""
        alive = self.run and not (anew or self._is_over(self.run))
        if alive or not self._is_due("begin"):
            return
        try:
            self.run = self.stage.start(self.document)
        except (ClientError, HTTPClientError):
            started = patiently(self.stage.started, self.document)
            self.run = started[0] if started else ""
        self.acts.append(f"start {self.run}")

    def _after_the_end(self, run) -> bool:
        if run["state"] in AGAIN and run.get("registered_at"):
            self._do("restart" if run["state"] == "cancelled" else "retry")
        elif not run.get("started_at") and not run.get("abort"):
            self._begin(anew=True)
        else:
            return True
        return False

    def _approve(self, run, waves) -> None:
        gates = [wave["wave"] for wave in waves if wave["state"] == "approving"]
        for gate in ["run", *gates] if run["state"] == "approving" else gates:
            self._do("decide", APPROVER, Gate=gate, Decision="approve")

    def _decide(self, run, waves, *, calm) -> None:
        for wave in waves:
            accepted = wave["state"] == "failed" and wave["spec"].get("then") == "continue"
            if wave["state"] not in ASKING or accepted or run.get("abort"):
                continue
            self._remove_leftovers(wave["wave"])
            verb = self.temper if self.temper in ("skip", "abort") and not calm else "retry"
            self._do(verb, **({} if verb == "abort" else {"Wave": wave["wave"]}))

    def _remove_leftovers(self, wave) -> None:
        """An instance whose launch failed is looked at and terminated, as the reason asks for."""
        servers = patiently(self.stage.items, f"RUN#{self.run}", f"SRV#{wave}#")
        named = [s for s in servers if "look at it first" in (s.get("reason") or "")]
        for target in targets(self.stage) if named else ():
            found = [i.id for server in named for i in target.instances_of(server["server"])]
            if found and self._is_due(f"terminate {found}"):
                patiently(self._terminate, target, found)

    def _terminate(self, target, instances) -> None:
        owner = f"arn:aws:iam::{target.account}:user/owner"
        client = self.stage.world.client("drs", principal=owner, region=target.region)
        client.terminate_recovery_instances(recoveryInstanceIDs=instances)

    def _bring_back(self, run) -> None:
        silent = self.stage.world.clock.now() - max(run.get("heartbeat", 0), run["since"])
        needs = run["state"] not in ("requested", "approving") and silent > LOST
        if run["state"] == "stalled" or self._is_over(run.get("execution") or self.run) or needs:
            self._do("restart")

    def _interfere(self, run) -> None:
        """Once, in the middle: cancel, or pause and resume later."""
        if self.temper == "pause" and run.get("hold"):
            self._do("resume")
        elif run["state"] == "running" and not self._interfered:
            self._interfered = True
            if self.temper in ("cancel", "pause"):
                self._do(self.temper)

    def _is_over(self, execution) -> bool:
        return self.stage.execution(execution)["AutomationExecutionStatus"] in FINAL

    def _is_due(self, act) -> bool:
        now = self.stage.world.clock.now()
        due = now - self._done.get(act, 0.0) >= PATIENCE
        if due:
            self._done[act] = now
        return due

    def _do(self, verb, who=OPERATOR, **parameters) -> None:
        act = f"{verb} {parameters}"
        if not self._is_due(act):
            return
        self.acts.append(act)
        try:
            self.stage.start(f"muster-{verb}", who, RunId=self.run, **parameters)
        except (ClientError, HTTPClientError) as error:
            self.acts.append(f"  {error}")
