"""Many source servers in few lines: inventories and plans for tests of size."""

from muster.model.plan import RecoveryPlan
from muster.model.workspace import read_plan

HUB = "123456789012"
SPOKES = ("222222222222", "333333333333", "444444444444")


def ids(name: str, count: int) -> list[str]:
    """The ids of the servers of a group: its name, so to say, and a number."""
    stem = "".join(f"{ord(letter):02x}" for letter in name)[-11:].rjust(11, "0")
    return [f"s-{stem}{number:06d}" for number in range(count)]


def inventory(**groups: int | tuple[int, str]) -> str:
    """So many source servers for each group, in the hub's account or in the one that is named."""
    lines = []
    for name, size in groups.items():
        count, account = size if isinstance(size, tuple) else (size, HUB)
        lines += [f'- {{id: {server}, account: "{account}"}}' for server in ids(name, count)]
    return "\n".join([f'account: "{HUB}"', "region: us-west-2", "servers:", *lines]) + "\n"


def staged(staging: dict[str, str], **groups: int | tuple[int, str]) -> str:
    """The same inventory, but the groups of `staging` are extended from the account it names."""
    own = {name: size for name, size in groups.items() if name not in staging}
    lines = [inventory(**own).rstrip()]
    for name, account in staging.items():
        size = groups[name]
        count, target = size if isinstance(size, tuple) else (size, HUB)
        for server in ids(name, count):
            base = base_of(server)
            lines.append(f'- {{id: {base}, account: "{account}"}}')
            stands_for = f'{{account: "{account}", server: {base}}}'
            lines.append(f'- {{id: {server}, account: "{target}", staging: {stands_for}}}')
    return "\n".join(lines) + "\n"


def base_of(server: str) -> str:
    """The staging source server that an extended one of `staged` stands for."""
    return f"s-b{server[3:]}"


def fleet(
    waves: dict[str, list[str]],
    *,
    name: str = "fleet",
    needs: dict[str, str] | None = None,
    **groups: int | tuple[int, str],
) -> RecoveryPlan:
    """A plan with these waves (their groups by name) of groups of so many servers."""
    lines = [f"plan: {name}", f'target: {{region: us-west-2, account: "{HUB}"}}']
    lines += ["objectives: {rto: 8h, rpo: 15m}", "groups:"]
    for group, size in groups.items():
        count, account = size if isinstance(size, tuple) else (size, HUB)
        there = f'target: {{region: us-west-2, account: "{account}"}}'
        lines.append(f"  {group}: {{servers: [{', '.join(ids(group, count))}], {there}}}")
    lines.append("waves:")
    for wave, names in waves.items():
        lines.append(f"  - {{wave: {wave}, groups: [{', '.join(names)}], timeout: 4h}}")
        if needs and wave in needs:
            lines[-1] = lines[-1][:-1] + f", needs: [{needs[wave]}]}}"
    return read_plan("\n".join(lines).encode())
