"""`python -m benchmarks [NAME…]`: measure, print, and fail if a figure is missed."""

import sys
from collections.abc import Callable, Iterable

from benchmarks import consumer
from benchmarks.figure import Figure

BENCHMARKS: dict[str, Callable[[], Iterable[Figure]]] = {
    "consumer": consumer.measure,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    reached = True
    for name in names or BENCHMARKS:
        print(name)
        for figure in BENCHMARKS[name]():
            print(figure.line())
            reached = reached and figure.is_reached
    return 0 if reached else 1


sys.exit(main(sys.argv[1:]))
