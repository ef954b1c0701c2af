"""What one seed means: a plan, an inventory, what goes wrong, and how people act.

A case is small on purpose (at most 6 waves and 30 servers), so that hundreds of them can be played
while somebody waits. The same seed is the same case, on every machine.
"""

import json
import random
from dataclasses import dataclass

from soak.misfortunes import misfortunes

from muster.model.plan import RecoveryPlan
from muster.model.workspace import read_plan

ACCOUNT, SPOKE, REGION = "123456789012", "222222222222", "us-west-2"
MOST_WAVES, MOST_SERVERS = 6, 30
STRANGERS = ("s-0000000000000live", "s-000000000000drill")
"""Servers of nobody's plan: one is in use after a recovery, of one a drill instance stands."""
NEIGHBOURS = ("s-neighbour00000001", "s-neighbour00000002")
"""The servers of another plan, which may run at the same time."""
TEMPERS = ("retry", "retry", "retry", "skip", "abort", "cancel", "pause")
"""What people do about a run: how they answer a failed wave, or what they do in the middle."""


@dataclass(frozen=True)
class Case:
    """One seed, drawn. `servers` are the plan's, `temper` is one of `TEMPERS`."""

    seed: int
    plan: RecoveryPlan
    servers: tuple[str, ...]
    inventory: str
    faults: str
    mode: str
    temper: str
    has_neighbour: bool
    listing_lag: float

    @property
    def has_small_quotas(self) -> bool:
        """Whether DRS allows less than it usually does."""
        return '"quota"' in self.faults


def draw(seed: int) -> Case:
    """The case of a seed."""
    rng = random.Random(f"soak/{seed}")
    mode = rng.choice(["drill", "drill", "recovery"])
    document, servers = _plan(rng, mode)
    elsewhere = _moved(random.Random(f"soak/{seed}/places"), document)
    _vary(random.Random(f"soak/{seed}/options"), document)
    return Case(
        seed=seed,
        plan=read_plan(json.dumps(document).encode()),
        servers=tuple(servers),
        inventory=json.dumps(_inventory(rng, servers, elsewhere)),
        faults=json.dumps({"faults": misfortunes(rng, servers)}),
        mode=mode,
        temper=rng.choice(TEMPERS),
        has_neighbour=rng.random() < 0.15,
        listing_lag=rng.choice([0.0, 0.0, 10.0, 60.0]),
    )


def _plan(rng, mode):
    document = {
        "plan": "soak",
        "target": {"region": REGION, "account": ACCOUNT},
        "objectives": {"rto": "1h", "rpo": "15m"},
        "groups": {},
        "waves": [],
    }
    servers = []
    for number in range(rng.choice([1, 2, 2, 3, 3, 4, 5, MOST_WAVES])):
        count = min(rng.choice([0, 1, 1, 2, 2, 3, 4, 8]), MOST_SERVERS - len(servers))
        ids = [f"s-{len(servers) + i:017x}" for i in range(count)]
        servers += ids
        document["waves"].append(_wave(rng, mode, number, ids))
        if ids:
            document["groups"][f"g{number}"] = _group(rng, ids)
    if rng.random() < 0.15:
        document["approval"] = _approval(mode)
    return document, servers


def _vary(rng, document):
    """Some waves launch their servers one after the other, or ask another health."""
    for wave in document["waves"]:
        if "groups" in wave and rng.random() < 0.12:
            wave["launch"] = "sequential"
        if "health" in wave and rng.random() < 0.3:
            wave["health"] = ["ssm-agent"]


def _moved(rng, document):
    """Servers of groups that are recovered in the spoke's account."""
    groups = document["groups"].values()
    moved = [group for group in groups if rng.random() < 0.3] if rng.random() < 0.3 else []
    for group in moved:
        group["target"] = {"region": REGION, "account": SPOKE}
    return {server for group in moved for server in group["servers"]}


def _group(rng, ids):
    weight = rng.choice([{}, {}, {}, {"critical": ids[:1]}, {"optional": ids[-1:]}])
    return {"servers": ids, **weight}


def _wave(rng, mode, number, ids):
    earlier = [f"w{n}" for n in range(number)]
    wave = {"wave": f"w{number}"}
    if earlier and rng.random() < 0.8:
        wave["needs"] = sorted(rng.sample(earlier, rng.randint(1, min(2, len(earlier)))))
    if rng.random() < 0.2:
        wave["wait"] = rng.choice(["5s", "45s"])
    if rng.random() < 0.2:
        wave["approval"] = _approval(mode)
    hook = {"runbook": "check-licences", "in": ["drill", "recovery"], "timeout": "2m"}
    if not ids:
        function = {"lambda": "point-dns-at-recovery", "in": ["drill", "recovery"]}
        return wave | {"run": [rng.choice([hook, function])]}
    wave |= {"groups": [f"g{number}"], "timeout": "10m", "failure": _failure(rng)}
    if rng.random() < 0.2:
        wave[rng.choice(["before", "after"])] = [hook]
    if rng.random() < 0.3:
        wave["health"] = ["ec2-status"]
    return wave


def _approval(mode):
    return {"in": [mode], "from": "@dr-approvers", "expires": "30m", "requester": "refuse"}


def _failure(rng):
    return {
        "tolerate": rng.choice([0, 0, 0, 1, "50%"]),
        "then": rng.choice(["ask", "ask", "ask", "ask", "continue", "abort"]),
    }


def _inventory(rng, servers, elsewhere):
    homes = {server: {"account": SPOKE} for server in elsewhere}
    mine = [{"id": server} | _past(rng) | homes.get(server, {}) for server in servers]
    strangers = [
        {"id": STRANGERS[0], "recovery_instance": {"kind": "live"}},
        {"id": STRANGERS[1], "recovery_instance": {"kind": "drill"}},
    ]
    return {
        "account": ACCOUNT,
        "region": REGION,
        "servers": [*mine, *strangers, *({"id": server} for server in NEIGHBOURS)],
        "functions": {"point-dns-at-recovery": {"takes": "5s"}},
        "runbooks": {"check-licences": LICENCES},
    }


def _past(rng):
    """What a server brings along: a dead source, or what an earlier drill left."""
    chance = rng.random()
    if chance < 0.02:
        return {"replication": {"state": "STALLED", "snapshot_age": "20m"}}
    return {"recovery_instance": {"kind": "drill"}} if chance < 0.06 else {}


LICENCES = {
    "schemaVersion": "0.3",
    "mainSteps": [
        {"name": "Ask", "action": "aws:sleep", "inputs": {"Duration": "PT5S"}, "isEnd": True}
    ],
}
