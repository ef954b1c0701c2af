"""`python -m benchmarks [--write] [PART…]`: measure, print, and fail if a figure is missed.

A part may be named by its beginning: `makespan` is all of makespan, `makespan-D` one scenario,
`makespan-E-15` one length of its jobs.
`--write` writes the sections of these parts into docs/performance.md, each when it is measured.
"""

import sys

from benchmarks import cli, compilation, consumer, estate, makespan, slack
from benchmarks.figure import Figure
from benchmarks.page import PAGE, section, written
from benchmarks.part import Part, Result

PARTS = {
    **makespan.PARTS,
    "estate": Part(estate.ABOUT, estate.measure),
    "compilation": Part(compilation.ABOUT, compilation.measure),
    "cli": Part(cli.ABOUT, cli.measure),
    "consumer": Part(consumer.ABOUT, consumer.measure),
    "slack": Part(slack.ABOUT, slack.measure),
}


def main(arguments: list[str]) -> int:
    asked = [argument for argument in arguments if argument != "--write"] or list(PARTS)
    unknown = [each for each in asked if not _named(each)]
    if unknown:
        print(f"no part {', '.join(unknown)}; there are: {', '.join(PARTS)}")
        return 2
    reached = True
    for name in dict.fromkeys(name for each in asked for name in _named(each)):
        results = _measured(name)
        reached = reached and all(map(_is_reached, results))
        if "--write" in arguments:
            _write(name, results)
    return 0 if reached else 1


def _named(asked: str) -> list[str]:
    return [name for name in PARTS if name == asked or name.startswith(f"{asked}-")]


def _measured(name: str) -> list[Result]:
    print(name)
    results = []
    for result in PARTS[name].measure():
        lines = [result.line()] if isinstance(result, Figure) else result.lines()
        print(*lines, sep="\n", flush=True)
        results.append(result)
    return results


def _write(name: str, results: list[Result]) -> None:
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    new = section(name, PARTS[name].about, results)
    PAGE.write_text(written(old, {name: new}, tuple(PARTS)), encoding="utf-8")


def _is_reached(result: Result) -> bool:
    return not isinstance(result, Figure) or result.is_reached


sys.exit(main(sys.argv[1:]))
