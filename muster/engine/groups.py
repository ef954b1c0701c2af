"""What a plan expects of the servers of a protection group, and whether DRS has them."""

from collections.abc import Collection, Iterator, Sequence

from muster.engine.counts import counted


def unexpected(
    group: str, servers: Sequence[str], known: Collection[str], least: int, most: int | None
) -> Iterator[str]:
    """What is wrong with the servers of a group, in sentences; nothing if all is as expected.

    `known`: the source servers that DRS has; `least` and `most`: what the plan expects, `most` is
    None without a bound.
    """
    if missing := [server for server in servers if server not in known]:
        yield f"group {group}: DRS has no source server {', '.join(missing)}"
    elif len(servers) < least or (most is not None and len(servers) > most):
        has = counted(len(servers), "server")
        yield f"group {group} has {has}, the plan expects {_range(least, most)}"


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"{least} to {most}"
