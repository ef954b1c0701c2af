"""An inventory: the plan's servers with their past, and servers of others."""

from soak.places import ACCOUNT, NEIGHBOURS, REGION, SPOKE, STAGING, STRANGERS


def inventory(rng, servers, elsewhere):
    """What the embedded AWS begins with; `elsewhere` are the servers of the spoke's account."""
    homes = {server: {"account": SPOKE} for server in elsewhere}
    mine = [{"id": server} | _past(rng, server) | homes.get(server, {}) for server in servers]
    strangers = [
        {"id": STRANGERS[0], "recovery_instance": {"kind": "live"}},
        {"id": STRANGERS[1], "recovery_instance": {"kind": "drill"}},
    ]
    return {
        "account": ACCOUNT,
        "region": REGION,
        "servers": [*mine, *_staged(mine), *strangers, *({"id": one} for one in NEIGHBOURS)],
        "functions": {"point-dns-at-recovery": {"takes": "5s"}},
        "runbooks": {"check-licences": LICENCES},
    }


def _staged(servers):
    """What extended source servers are extended from."""
    found = [one["staging"] for one in servers if "staging" in one]
    return [{"id": one["server"], "account": one["account"]} for one in found]


def _past(rng, server):
    """A dead source, one that replicates in a staging account, or an instance of an earlier run."""
    chance = rng.random()
    if chance < 0.02:
        return {"replication": {"state": "STALLED", "snapshot_age": "20m"}}
    if chance < 0.04:
        return {"staging": {"account": STAGING, "server": f"s-e{server[3:]}"}}
    kind = "live" if chance < 0.06 else "drill" if chance < 0.1 else ""
    return {"recovery_instance": {"kind": kind}} if kind else {}


LICENCES = {
    "schemaVersion": "0.3",
    "mainSteps": [
        {"name": "Ask", "action": "aws:sleep", "inputs": {"Duration": "PT5S"}, "isEnd": True}
    ],
}
