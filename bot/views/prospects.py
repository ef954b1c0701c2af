"""How many servers a run would launch, and where, in words that do not say more than is known."""

from bot.views.texts import code, plain
from muster.engine.counts import counted
from muster.service.acting.prospect import Elsewhere, Prospect, ProspectWave

PLACES = 4
"""So many accounts and Regions are named; the rest is counted."""


def how_many(seen: Prospect, one: str) -> str:
    """`12 drill instances`; `at least 12 …` where groups elsewhere go by tags."""
    least = "" if seen.is_number_known else "at least "
    return f"{least}{counted(seen.number, one)}"


def places(seen: Prospect) -> str:
    """`account 1, us-west-2`, and the others."""
    own = [(seen.account, seen.region)] if seen.servers or not seen.elsewhere else []
    found = dict.fromkeys([*own, *((group.account, group.region) for group in seen.elsewhere)])
    named = [f"account {code(account)}, {code(region)}" for account, region in found][:PLACES]
    more = len(found) - len(named)
    return " and ".join([*named, *([f"{more} more"] if more else [])])


def in_wave(wave: ProspectWave) -> str:
    """The servers of a wave, by place; `checkpoint` of a wave that has none."""
    own = [counted(len(wave.servers), "server")] if wave.servers else []
    return " and ".join([*own, *map(there, wave.elsewhere)]) or "checkpoint"


def there(group: Elsewhere) -> str:
    """`2 servers in account 2, us-east-1`."""
    number = counted(group.count, "server") if group.count is not None else "servers by tags"
    return f"{number} in account {code(group.account)}, {code(group.region)}"


def not_looked_at(group: Elsewhere) -> str:
    """What the chat does not know of a group."""
    return f"group {plain(group.group)}: {there(group)}, where the run looks and I do not"
