"""The source servers that a fault is about."""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.forms import Field, choice, text
from muster.embedded.aws.seeds import Server

ANY_SERVER, EVERY_SERVER = "any", "every"
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
