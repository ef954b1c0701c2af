"""Plays seeds, by `make soak`: goes on where it stopped, until `--seeds` of them are played.

    python -m soak                  the next seeds, two at a time
    python -m soak --seed 17        seed 17 again, with all that was done and recorded

What was played is noted in `build/soak.jsonl`, a line a seed: delete it to begin anew. A seed that
broke a promise is noted with it, and played again the next time; so are all if cases are drawn
differently, for each seed is another case then.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from pace import look_for_garbage_seldom
from soak.case import draw
from soak.judging import judge, told
from soak.play import played
from soak.promises.table import broken

NOTES = Path("build", "soak.jsonl")
NOTE = re.compile(r'.*\{"seed": (\d+), "drawn": "(\w+)", "broken": \[\]\}')
HERE = Path(__file__).parent
DRAWING = ("case.py", "plans.py", "inventories.py", "company.py", "places.py", "misfortunes/*.py")


def main(args: Sequence[str]) -> int:
    """Play; 1 if a promise was broken."""
    given = _arguments(args)
    if given.seed is not None:
        return _show(given.seed)
    NOTES.parent.mkdir(exist_ok=True)
    done = kept_before(NOTES, drawn())
    left = (seed for seed in range(given.seeds) if seed not in done)
    todo = list(islice(left, given.most))
    _say(f"{len(done)} of {given.seeds} seeds are played; playing {len(todo)}")
    count = sum(1 for _ in _breaches(todo, given.workers))
    _say(f"{len(todo)} seeds played, {count} broke a promise")
    return 1 if count else 0


def kept_before(notes: Path, drawn: str) -> set[int]:
    """The seeds that were played and broke nothing; a line cut off by Ctrl-C counts for nothing."""
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    found = [NOTE.fullmatch(line) for line in lines]
    return {int(note[1]) for note in found if note and note[2] == drawn}


def drawn() -> str:
    """A mark of the way in which cases are drawn from seeds."""
    files = sorted(path for name in DRAWING for path in HERE.glob(name))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def noted(seed: int, mark: str, broken: Sequence[str]) -> str:
    """The line that is noted of a seed."""
    return json.dumps({"seed": seed, "drawn": mark, "broken": broken})


def _breaches(seeds: Sequence[int], workers: int) -> Iterator[int]:
    mark = drawn()
    with get_context("spawn").Pool(workers, look_for_garbage_seldom, maxtasksperchild=200) as pool:
        for number, (seed, words) in enumerate(pool.imap_unordered(judge, seeds), 1):
            with NOTES.open("a", encoding="utf-8") as notes:
                notes.write(noted(seed, mark, words) + "\n")
            if words:
                _say(told(seed, words))
                yield seed
            elif number % 25 == 0:
                _say(f"{number} of {len(seeds)}")


def _show(seed: int) -> int:
    case = draw(seed)
    document = case.plan.model_dump_json(by_alias=True, exclude_defaults=True)
    _say(document, case.faults, f"{case.mode}, {case.temper}, {case.company}")
    with played(case) as story:
        words = broken(story)
        _say(*story.team.acts, *story.stage.audit(story.team.run))
    _say(told(seed, words) if words else f"seed {seed} keeps every promise")
    return 1 if words else 0


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _arguments(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m soak")
    parser.add_argument("--seeds", type=int, default=10_000, help="play until so many are played")
    parser.add_argument("--most", type=int, help="stop after so many, this time")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, help="play this one and tell everything")
    return parser.parse_args(args)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
