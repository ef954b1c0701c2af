"""DRS: launches fail, linger or stall, servers are busy, quotas are small."""

from collections.abc import Callable, Mapping


def launch_failure(rng, servers):
    """A launch fails, at one of its stages."""
    at = rng.choice(["conversion", "launch", "launch", "post-launch"])
    times = 1 if at == "post-launch" else rng.randint(1, 3)
    fault = {"server": _server(rng, servers), "at": at, "reason": "by chance", "times": times}
    return [{"launch-failure": fault}]


def launch_delay(rng, servers):
    """A launch takes longer."""
    return [{"launch-delay": {"server": _server(rng, servers), "by": f"{rng.randint(20, 150)}s"}}]


def stalled_job(rng, servers):
    """A job stands still, and then goes on."""
    at = rng.choice(["start", "conversion", "launch", "end"])
    return [
        {"stalled-job": {"server": "any", "at": at, "for": f"{rng.choice([30, 60, 120, 360])}s"}}
    ]


def conflict(rng, servers):
    """DRS says that a server is in a job already."""
    fault = {"server": "any", "times": rng.randint(1, 3), "nth": rng.randint(1, 2)}
    return [{"conflict": fault}]


def no_capacity(rng, servers):
    """EC2 has no room for a while."""
    return [{"no-capacity": {"at": f"{rng.randint(0, 90)}s", "for": f"{rng.randint(20, 120)}s"}}]


def quota(rng, servers):
    """One or two quotas are much smaller than usual."""
    every = {
        "jobs": rng.randint(1, 2),
        "servers_per_job": rng.randint(1, 3),
        "servers_in_jobs": rng.randint(2, 6),
        "automations": rng.randint(8, 12),
    }
    return [{"quota": {name: every[name] for name in rng.sample(sorted(every), rng.randint(1, 2))}}]


def _server(rng, servers):
    return rng.choice(["any", *servers])


KINDS: Mapping[str, Callable] = {
    "conflict": conflict,
    "launch-delay": launch_delay,
    "launch-failure": launch_failure,
    "no-capacity": no_capacity,
    "quota": quota,
    "stalled-job": stalled_job,
}
