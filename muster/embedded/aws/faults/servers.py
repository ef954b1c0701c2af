"""The source servers that a fault is about."""

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.forms import Field, choice, text
from muster.embedded.aws.places import Path, Reading
from muster.embedded.aws.seeds import Server

ANY_SERVER, EVERY_SERVER = "any", "every"
SHOWN = 5
"""So many servers of an inventory are named where one is looked for in vain."""
_ID = "s-[0-9a-zA-Z]{17}"

SERVER = Field(
    text(f"{ANY_SERVER}|{_ID}", "a source server id (s- and 17 characters), or any"),
    means="a source server, or `any`: whichever comes; usually `any`",
)
"""For what strikes when its occasion comes."""
SERVERS = Field(
    text(f"{EVERY_SERVER}|{_ID}", "a source server id (s- and 17 characters), or every"),
    means="a source server, or `every` one of the inventory; usually `every`",
)
"""For what happens at a time of its own."""
MODE = Field(choice("drill", "recovery"), means="in launches of this kind only")


def is_meant(values: Mapping[str, Any], source_server_id: str) -> bool:
    """Whether a fault with the key `server` (`SERVER`) is about this one."""
    return values.get("server", ANY_SERVER) in (ANY_SERVER, source_server_id)


def is_mode(values: Mapping[str, Any], *, is_drill: bool) -> bool:
    """Whether a fault with the key `in` is about launches of this kind."""
    return values.get("in") in (None, "drill" if is_drill else "recovery")


def chosen(values: Mapping[str, Any], stage: Stage) -> list[Server]:
    """The servers of the inventory that the key `server` (`SERVERS`) names."""
    wanted = values.get("server", EVERY_SERVER)
    return [one for one in stage.world.inventory.servers if wanted in (EVERY_SERVER, one.id)]


def check_known(
    reading: Reading, path: Path, values: Mapping[str, Any], servers: Collection[str]
) -> None:
    """Tell the `reading` if the key `server`, which stands at `path`, names none of `servers`."""
    wanted = values.get("server", ANY_SERVER)
    if wanted in (ANY_SERVER, EVERY_SERVER, *servers):
        return
    close = difflib.get_close_matches(wanted, servers, n=1)
    more = f" and {len(servers) - SHOWN} more" if len(servers) > SHOWN else ""
    there_are = f"it has {', '.join(sorted(servers)[:SHOWN])}{more}" if servers else "it has none"
    hint = f"did you mean {close[0]}?" if close else there_are
    reading.wrong(path, f"the inventory has no source server {wanted}; {hint}")
