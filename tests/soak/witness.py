"""Who sees every launch, and every start of a wave, before anybody else hears of it."""

from dataclasses import dataclass, field

from botocore.exceptions import ClientError
from soak.places import targets
from stage import Stage

from muster.engine.names import TAG_INTENT, TAG_RUN

DONE = frozenset({"succeeded", "skipped"})


@dataclass(frozen=True)
class Launch:
    """One accepted StartRecovery of a run.

    `unready`: needs of its wave that were not done. `doomed`: live recovery instances that it is to
    destroy. `repeated`: instances that the run has already of its servers. `foreign`: its servers
    whose lock another run held, or nobody.
    """

    at: float
    run: str
    wave: str
    attempt: int
    servers: tuple[str, ...]
    unready: tuple[str, ...] = ()
    doomed: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass
class Witness:
    """Writes down what is launched and terminated by whom.

    `early`: waves that were started before everything that they need was done, in words.
    """

    stage: Stage
    launches: list[Launch] = field(default_factory=list)
    terminated: list[tuple[str, str]] = field(default_factory=list)
    early: list[str] = field(default_factory=list)

    def __call__(self, entry) -> None:
        if entry.name == "drs:StartRecovery" and TAG_INTENT in (entry.params.get("tags") or {}):
            self.launches.append(self._launch(entry))
        if entry.name == "drs:TerminateRecoveryInstances":
            who = entry.principal.arn
            self.terminated += [(who, one) for one in entry.params["recoveryInstanceIDs"]]

        if entry.name == "ssm:StartAutomationExecution":
            self._see_start(entry.params)

    def _see_start(self, params) -> None:
        document, given = params["DocumentName"], params.get("Parameters") or {}
        if document.startswith("muster-wave-"):
            wave = document.rpartition(".")[2]
            unready = list(self._unready(given["RunId"][0], wave))
            self.early += [f"wave {wave} was started while {need}" for need in unready]

    def _launch(self, entry) -> Launch:
        run, wave, intent = entry.params["tags"][TAG_INTENT].split("/")
        servers = tuple(one["sourceServerID"] for one in entry.params["sourceServers"])
        return Launch(
            at=entry.at,
            run=run,
            wave=wave,
            attempt=int(intent.split("-")[0]),
            servers=servers,
            unready=tuple(self._unready(run, wave)),
            doomed=tuple(self._doomed(servers)),
            repeated=tuple(self._repeated(run, servers)),
            foreign=tuple(server for server in servers if self._holder(server) != run),
        )

    def _unready(self, run, wave):
        waves = {item["wave"]: item for item in patiently(self.stage.items, f"RUN#{run}", "WAVE#")}
        for name in waves[wave].get("needs") or ():
            need = waves[name]
            accepted = need["state"] == "failed" and need["spec"].get("then") == "continue"
            if need["state"] not in DONE and not accepted:
                yield f"{name} is {need['state']}"

    def _doomed(self, servers):
        found = [i for t in targets(self.stage) for s in servers for i in t.instances_of(s)]
        live = [instance.id for instance in found if not instance.is_drill]
        yield from (instance for instance in live if runs(self.stage, instance))

    def _repeated(self, run, servers):
        for target in targets(self.stage):
            ours = {job.id for job in target.jobs.values() if job.tags.get(TAG_RUN) == run}
            found = [i for server in servers for i in target.instances_of(server)]
            mine = [instance.id for instance in found if instance.job_id in ours]
            yield from (instance for instance in mine if runs(self.stage, instance))

    def _holder(self, server):
        return patiently(self.stage.item, f"SERVER#{server}", "LOCK").get("run", "")


def runs(stage, instance):
    """Whether an EC2 instance is neither terminated nor about to be, in whichever account."""
    for target in targets(stage):
        root = f"arn:aws:iam::{target.account}:root"
        ec2 = stage.world.client("ec2", principal=root, region=target.region)
        listed = {"Filters": [{"Name": "instance-id", "Values": [instance]}]}
        for found in patiently(ec2.describe_instances, **listed)["Reservations"]:
            return found["Instances"][0]["State"]["Name"] in ("pending", "running", "stopped")
    return False


def patiently(ask, *arguments, **named):
    """What AWS answers in the end, although faults may strike the test's own questions too."""
    for _ in range(200):
        try:
            return ask(*arguments, **named)
        except ClientError:
            continue
    raise AssertionError(f"no answer to {arguments} {named}")
