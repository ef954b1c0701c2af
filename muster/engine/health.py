"""How far a server is through the health checks of its wave: pure.

The checks come in the order of the plan; each has to pass once, a later one is not asked before
the earlier ones have. A check is asked again until it passes, its deadline is over or its retries
are used up: then the server is unhealthy for this attempt of the wave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from muster.engine.items import Server
from muster.engine.states import ServerHealth

Check = Mapping[str, Any]
"""One check as the published plan has it: `check`, `tcp`, `http`, `https` or `command`."""
KINDS = ("check", "tcp", "http", "https", "command")
SHOWN = 60


def title(check: Check) -> str:
    """What people call the check: `ec2-status`, `tcp 5432`, `https 8443/health`, `command …`."""
    kind = kind_of(check)
    value = str(check[kind])
    if kind == "check":
        return value
    path = str(check.get("path") or "/") if kind in ("http", "https") else ""
    text = f"{kind} {value}{path}"
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def kind_of(check: Check) -> str:
    """Which of the kinds it is."""
    return next(kind for kind in KINDS if check.get(kind) is not None)


def begun(server: Server, attempt: int) -> Server:
    """The server at the beginning of an attempt's checks; where it stood, if they have begun."""
    if server.checked == attempt:
        return server
    fresh: dict[str, Any] = {"passed": 0, "tries": 0, "finding": ""}
    return replace(server, checked=attempt, health=ServerHealth.WAITING, **fresh)


def answered(server: Server, checks: Sequence[Check], why: str, waited: int) -> Server:
    """The server after an answer to its present check: `why` it did not pass, empty if it did.

    `waited`: seconds since the checks of this attempt began.
    """
    check = checks[server.passed]
    if not why:
        passed = server.passed + 1
        health = ServerHealth.HEALTHY if passed == len(checks) else ServerHealth.WAITING
        return replace(server, passed=passed, tries=0, finding="", health=health)
    tries = server.tries + 1
    over = _is_late(check, waited) or _used_up(check, tries)
    return _refused(replace(server, tries=tries), check, why, over=over)


def unanswered(server: Server, checks: Sequence[Check], why: str, waited: int) -> Server:
    """The server after its present check could not be asked: its deadline holds all the same.

    It keeps its tries, which are those of the instance. `waited`: as in `answered`.
    """
    check = checks[server.passed]
    told = f"AWS does not answer: {why}"
    return _refused(server, check, told, over=_is_late(check, waited))


def gone(server: Server, state: str) -> Server:
    """The server whose instance EC2 calls `state`, so that no check can pass any more."""
    finding = f"its instance is gone ({state}); retry launches it again"
    return replace(server, health=ServerHealth.UNHEALTHY, finding=finding)


def _refused(server: Server, check: Check, why: str, *, over: bool) -> Server:
    health = ServerHealth.UNHEALTHY if over else ServerHealth.WAITING
    return replace(server, finding=f"{title(check)}: {why}"[:300], health=health)


def _is_late(check: Check, waited: int) -> bool:
    return waited > int(check["deadline"])


def _used_up(check: Check, tries: int) -> bool:
    most = check.get("retries")
    return most is not None and tries > int(most)


def waiting(servers: Iterable[Server]) -> list[Server]:
    """The servers that have a check before them."""
    return [server for server in servers if server.health == ServerHealth.WAITING]


def unhealthy(servers: Iterable[Server], attempt: int) -> list[Server]:
    """The servers that did not pass in this attempt."""
    return [s for s in servers if s.health == ServerHealth.UNHEALTHY and s.checked == attempt]
