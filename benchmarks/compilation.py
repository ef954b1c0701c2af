"""From a plan file to runbooks: time, memory, size, for plans of growing size.

Each size is measured in a process of its own, so that neither caches nor memory of one help
another.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.made_plans import plan_text
from benchmarks.table import Table

ABOUT = """
Reading a plan file, judging it, and compiling it to the documents that are published; the time is
the shortest of three runs in fresh processes, without the start of Python and its imports. It is
processor time of the one thread that works: what the wall shows on a machine with nothing else to
do. The baseline is PyYAML reading the same file in the same process.
"""
SIZES = ((6, 3), (100, 10), (1_000, 50), (10_000, 200))
GOALS = {1_000: 1.0, 10_000: 10.0}
DOCUMENT_KB = 64
RUNS = 3
LINEAR = 1.5
"""So much more than ten times may ten times the servers cost, waves growing four times."""

HEAD = (
    "servers / waves",
    "seconds",
    "÷ reading the YAML",
    "memory, MB",
    "documents",
    "largest, KB",
)


@dataclass(frozen=True)
class Cost:
    """Seconds, seconds of the baseline, MB at the most, documents, KB of the largest."""

    seconds: float
    baseline: float
    memory: float
    documents: int
    largest: float


def measure() -> Iterator[Figure | Table]:
    costs = {size: _cost(*size) for size in SIZES}
    for (servers, waves), cost in costs.items():
        if servers in GOALS:
            what = f"{servers:,} servers, {waves} waves, read and compiled"
            yield Figure(what, cost.seconds, "s", GOALS[servers])
    large, larger = costs[SIZES[2]], costs[SIZES[3]]
    yield Figure(
        "10 times the servers take so many times as long",
        larger.seconds / large.seconds,
        "",
        10 * LINEAR,
    )
    yield Figure("the largest document", max(c.largest for c in costs.values()), "KB", DOCUMENT_KB)
    yield Table("By size", HEAD, [_row(*size, cost) for size, cost in costs.items()])


def _row(servers: int, waves: int, cost: Cost) -> tuple[str, ...]:
    return (
        f"{servers:,} / {waves}",
        f"{cost.seconds:.3f}",
        f"{cost.seconds / cost.baseline:.1f}",
        f"{cost.memory:,.0f}",
        f"{cost.documents:,}",
        f"{cost.largest:.1f}",
    )


def _cost(servers: int, waves: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        plan.write_text(plan_text(servers, waves), encoding="utf-8")
        return min((_once(plan) for _ in range(RUNS)), key=lambda cost: cost.seconds)


def _once(plan: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.compilation", str(plan)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Cost(**json.loads(done.stdout))


def _measured_here(plan: Path) -> dict[str, float]:
    import yaml  # noqa: PLC0415 - in the measured process only

    from muster.entrypoints.releases import release_of  # noqa: PLC0415 - likewise
    from muster.model.settings import Settings  # noqa: PLC0415 - likewise
    from muster.model.workspace import load_plan  # noqa: PLC0415 - likewise

    began = time.process_time()
    release = release_of(load_plan(plan), Settings())
    seconds = time.process_time() - began
    memory = most_memory()
    text = plan.read_text(encoding="utf-8")
    began = time.process_time()
    yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        "seconds": seconds,
        "baseline": time.process_time() - began,
        "memory": memory,
        "documents": len(release.documents),
        "largest": max(len(document.text.encode()) for document in release.documents) / 1024,
    }


def most_memory() -> float:
    """MB at the most; the kernel's own account counts what the parent had when it forked."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (text for text in status.read_text().splitlines() if text.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(_measured_here(Path(sys.argv[1]))))
