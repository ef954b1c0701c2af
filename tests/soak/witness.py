"""Who sees every launch at the moment when DRS accepts it, before anybody else hears of it."""

from dataclasses import dataclass, field

from botocore.exceptions import ClientError
from stage import Stage

from muster.engine.names import TAG_INTENT

DONE = frozenset({"succeeded", "skipped"})


@dataclass(frozen=True)
class Launch:
    """One accepted StartRecovery of a run; `unready` are needs of its wave that were not done."""

    at: float
    run: str
    wave: str
    attempt: int
    servers: tuple[str, ...]
    unready: tuple[str, ...]


@dataclass
class Witness:
    """Writes down what is launched and terminated by whom."""

    stage: Stage
    launches: list[Launch] = field(default_factory=list)
    terminated: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, entry) -> None:
        if entry.name == "drs:StartRecovery" and TAG_INTENT in (entry.params.get("tags") or {}):
            self.launches.append(self._launch(entry))
        if entry.name == "drs:TerminateRecoveryInstances":
            who = entry.principal.arn
            self.terminated += [(who, one) for one in entry.params["recoveryInstanceIDs"]]

    def _launch(self, entry) -> Launch:
        run, wave, intent = entry.params["tags"][TAG_INTENT].split("/")
        servers = tuple(one["sourceServerID"] for one in entry.params["sourceServers"])
        unready = tuple(self._unready(run, wave))
        return Launch(entry.at, run, wave, int(intent.split("-")[0]), servers, unready)

    def _unready(self, run, wave):
        waves = {item["wave"]: item for item in patiently(self.stage.items, f"RUN#{run}", "WAVE#")}
        for name in waves[wave].get("needs") or ():
            need = waves[name]
            accepted = need["state"] == "failed" and need["spec"].get("then") == "continue"
            if need["state"] not in DONE and not accepted:
                yield f"{name} is {need['state']}"


def patiently(ask, *arguments):
    """What AWS answers in the end, although faults may strike the test's own questions too."""
    for _ in range(200):
        try:
            return ask(*arguments)
        except ClientError:
            continue
    raise AssertionError(f"no answer to {arguments}")
