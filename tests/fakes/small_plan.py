"""A small plan with its inventory and people, written into a folder, for what needs no more."""

from pathlib import Path

PLAN = """
plan: small
target: {region: us-west-2, account: "123456789012"}
objectives: {rto: 30m, rpo: 5m}
groups:
  one: {servers: [s-11111111111111111]}
  two: {servers: [s-22222222222222222]}
waves:
  - wave: first
    groups: [one]
  - wave: second
    needs: [first]
    groups: [two]
    wait: 1m
"""
GATE = '    approval: {in: [drill, recovery], from: "@owners", count: 2, expires: 10m}\n'
INVENTORY = """
account: "123456789012"
region: us-west-2
servers:
- {id: s-11111111111111111, tags: {Name: first-server}}
- {id: s-22222222222222222, tags: {Name: second-server}}
"""


def write_small_plan(folder: Path, *, gate: bool = False, faults: str = "") -> dict[str, Path]:
    """The paths of `plan`, `inventory` and `faults`; with `gate`, the second wave asks for two."""
    texts = {"plan": PLAN + GATE * gate, "inventory": INVENTORY, "faults": faults}
    paths = {name: folder / f"{name}.yaml" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text)
    return paths


def demo_of(
    folder: Path, *, gate: bool = False, faults: str = "", speed: int = 20_000
) -> list[str]:
    """The command line of a headless demo of the small plan."""
    paths = write_small_plan(folder, gate=gate, faults=faults)
    fault = ["--fault", str(paths["faults"])] if faults else []
    files = ["--plan", str(paths["plan"]), "--inventory", str(paths["inventory"]), *fault]
    return ["demo", "--headless", *files, "--speed", str(speed)]
