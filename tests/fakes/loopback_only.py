"""A guard that cannot be taken off: this process talks to this machine, and to nobody else.

Python's audit events see every connection, whoever asks for it (docs.python.org, "Audit events
table"), so nothing has to be patched.
"""

import ipaddress
import sys
from collections.abc import Callable
from typing import Any

LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain"})


def forbid_the_rest(note: Callable[[str], None] = lambda _: None) -> None:
    """Raise `PermissionError` wherever this process wants to reach another machine.

    `note` is told of every attempt, also of those that are allowed: `allowed …`, `refused …`.
    """

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        find = _TARGETS.get(event)
        if find is None:
            return
        target = find(arguments)
        if is_local(target):
            note(f"allowed {event} {target}")
            return
        note(f"refused {event} {target}")
        raise PermissionError(f"{event} to {target}: nothing here may leave this machine")

    sys.addaudithook(watch)


def is_local(target: object) -> bool:
    """Whether it is this machine: a loopback address or name, or a socket of the file system."""
    if not isinstance(target, tuple):
        return True
    host = target[0]
    if isinstance(host, bytes):
        host = host.decode()
    if host is None or host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


_TARGETS: dict[str, Callable[[tuple[Any, ...]], object]] = {
    "socket.connect": lambda arguments: arguments[1],
    "socket.sendto": lambda arguments: arguments[1],
    "socket.sendmsg": lambda arguments: arguments[1],
    "socket.getaddrinfo": lambda arguments: arguments[:2],
    "socket.gethostbyname": lambda arguments: arguments[:1],
    "socket.gethostbyaddr": lambda arguments: arguments[:1],
}
