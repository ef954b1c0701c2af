"""Recovery instances and what runs beside them: sick, silent or gone; functions that fail."""

from collections.abc import Callable, Mapping


def unhealthy(rng, servers):
    """EC2's status checks do not pass for a while."""
    shows = rng.choice(["impaired", "initializing"])
    fault = {"server": _server(rng, servers), "shows": shows, "for": f"{rng.randint(20, 120)}s"}
    return [{"unhealthy": fault}]


def agent_offline(rng, servers):
    """The SSM agent does not report for a while."""
    return [{"agent-offline": {"server": _server(rng, servers), "for": f"{rng.randint(20, 120)}s"}}]


def instance_lost(rng, servers):
    """Somebody else terminates an instance, at once or some time after its launch."""
    after = f"{rng.choice([0, 0, 5, 60])}s"
    return [{"instance-lost": {"server": _server(rng, servers), "after": after}}]


def command(rng, servers):
    """A command that asks an instance how it is fails a few times."""
    times = {"exit": 1, "times": rng.randint(1, 3)}
    return [{"command": {"server": _server(rng, servers), **times}}]


def function(rng, servers):
    """A hook's function fails once."""
    return [{"function": {"how": rng.choice(["error", "timeout"]), "message": "by chance"}}]


def _server(rng, servers):
    return rng.choice(["any", *servers])


KINDS: Mapping[str, Callable] = {
    "agent-offline": agent_offline,
    "command": command,
    "function": function,
    "instance-lost": instance_lost,
    "unhealthy": unhealthy,
}
