"""The drill of `estate.py`, in this process: prints what it took as JSON."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from benchmarks.compilation import most_memory
from muster.embedded.aws.faults.script import FaultScript
from muster.embedded.aws.parts import Settings
from muster.embedded.aws.seeds import Inventory, Server
from muster.engine.keys import run_key
from muster.engine.states import RUN_TERMINAL, Mode, ServerState, WaveState
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import Material
from muster.model import base
from muster.model.plan import RecoveryPlan
from muster.service.commands.start import StartRun, start
from muster.service.reading.run_view import RunView, look_at

HUB, REGION = "123456789012", "us-west-2"
ACCOUNTS = (HUB, "210987654321", "321098765432", "432109876543")
APPLICATIONS = 40
TIERS = {"db": 8, "app": 8, "web": 9}
NEEDS = {"app": "db", "web": "app"}
START = 1_767_225_600.0
LOOK = 60.0
"""Virtual seconds between two looks at the run."""
QUOTAS = ("ServiceQuotaExceededException", "AutomationExecutionLimitExceededException")


@dataclass(frozen=True)
class Group:
    """One tier of an application."""

    name: str
    account: str
    servers: tuple[str, ...]

    @property
    def needs(self) -> list[str]:
        tier, number = self.name[:-2], self.name[-2:]
        return [f"{NEEDS[tier]}{number}"] if tier in NEEDS else []


@dataclass(frozen=True)
class Drill:
    """Seconds of the wall and of the virtual clock, MB, what succeeded, refusals for a quota."""

    wall: float
    lasted: float
    memory: float
    servers: int
    waves: int
    refused: int


def groups() -> Iterator[Group]:
    """All tiers; a quarter of the applications lives in each account."""
    for number in range(APPLICATIONS):
        for at, (tier, size) in enumerate(TIERS.items()):
            servers = tuple(f"s-{number:03d}{at}{server:013d}" for server in range(size))
            yield Group(f"{tier}{number:02d}", ACCOUNTS[number % len(ACCOUNTS)], servers)


def plan() -> RecoveryPlan:
    """A wave for each group."""
    content = {
        "plan": "estate",
        "target": {"region": REGION, "account": HUB},
        "objectives": {"rto": "24h", "rpo": "1h"},
        "groups": {
            group.name: {
                "servers": list(group.servers),
                "target": {"region": REGION, "account": group.account},
            }
            for group in groups()
        },
        "waves": [
            {"wave": group.name, "groups": [group.name], "needs": group.needs} for group in groups()
        ],
    }
    return RecoveryPlan.model_validate(content)


def inventory() -> Inventory:
    """The source servers, each in its account."""
    found = (Server(one, g.account, REGION, one) for g in groups() for one in g.servers)
    return Inventory(HUB, REGION, tuple(found))


def drill() -> Drill:
    """Publish the plan and play its drill to the end."""
    material = Material((plan(),), None, inventory(), FaultScript())
    began = time.perf_counter()
    with Installation(material, start=START, figures=Settings(journal_limit=1)) as aws:
        view = _play(aws)
        wall = time.perf_counter() - began
        return Drill(
            wall=wall,
            lasted=view.elapsed,
            memory=most_memory(),
            servers=sum(s.state == ServerState.LAUNCHED for w in view.waves for s in w.servers),
            waves=sum(wave.state == WaveState.SUCCEEDED for wave in view.waves),
            refused=_refused(aws),
        )


def _play(aws: Installation) -> RunView:
    (made,) = aws.material.plans
    cast = cast_for(made, base.Mode.DRILL, None, HUB)
    aws.publish(cast.people)
    service = aws.service(cast.requester)
    run = start(service, StartRun(made.plan, Mode.DRILL, reason="benchmark")).run
    while service.table.item(run_key(run))["state"] not in RUN_TERMINAL:
        aws.time.sleep(LOOK)
    return look_at(service, run)


def _refused(aws: Installation) -> int:
    errors = aws.world.journal.errors.items()
    return sum(count for (_, code), count in errors if code in QUOTAS)


if __name__ == "__main__":
    print(json.dumps(asdict(drill())))
