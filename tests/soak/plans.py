"""A plan, as somebody might write it: how many waves and servers, and which options."""

from soak.places import ACCOUNT, REGION, SPOKE

MOST_WAVES, MOST_SERVERS = 6, 30
HOW_MANY_WAVES = (*(1,) * 8, *(2,) * 8, *(3,) * 4, 4, MOST_WAVES)
HOW_MANY_SERVERS = (0, 0, *(1,) * 9, *(2,) * 6, 3, 3, 8)
"""In a wave. Most cases are small: a wave costs more to be played than to be drawn."""
CHECKS = ("ec2-status", "ec2-status", "ssm-agent", {"command": "is-it-well", "retries": 1})


def drawn_plan(rng, mode):
    """The document, its servers, and those of them that are recovered in the spoke's account."""
    document = {
        "plan": "soak",
        "target": {"region": REGION, "account": ACCOUNT},
        "objectives": {"rto": "1h", "rpo": "15m"},
        "groups": {},
        "waves": [],
    }
    servers = []
    for number in range(rng.choice(HOW_MANY_WAVES)):
        count = min(rng.choice(HOW_MANY_SERVERS), MOST_SERVERS - len(servers))
        ids = [f"s-{len(servers) + i:017x}" for i in range(count)]
        servers += ids
        document["waves"].append(_wave(rng, mode, number, ids))
        if ids:
            document["groups"][f"g{number}"] = _group(rng, ids)
    if rng.random() < 0.15:
        document["approval"] = _approval(mode)
    return document, servers, _moved(rng, document)


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
        wave["wait"] = rng.choice(["5s", "30s"])
    if rng.random() < 0.2:
        wave["approval"] = _approval(mode)
    hook = {"runbook": "check-licences", "in": ["drill", "recovery"], "timeout": "2m"}
    if not ids:
        function = {"lambda": "point-dns-at-recovery", "in": ["drill", "recovery"]}
        return wave | {"run": [rng.choice([hook, function])]}
    wave |= {"groups": [f"g{number}"], "timeout": "5m", "failure": _failure(rng)}
    if rng.random() < 0.12:
        wave["launch"] = "sequential"
    if rng.random() < 0.2:
        wave[rng.choice(["before", "after"])] = [hook]
    if rng.random() < 0.3:
        wave["health"] = [rng.choice(CHECKS)]
    return wave


def _approval(mode):
    return {"in": [mode], "from": "@dr-approvers", "expires": "30m", "requester": "refuse"}


def _failure(rng):
    return {
        "tolerate": rng.choice([0, 0, 0, 1, "50%"]),
        "then": rng.choice(["ask", "ask", "ask", "ask", "continue", "abort"]),
    }
