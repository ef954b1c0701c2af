"""What differs from what is published, as lines: hooks first, then the plan, documents, drift."""

from collections.abc import Iterable, Iterator

from muster.entrypoints.cli.paper import Line
from muster.entrypoints.cli.times import day_and_time
from muster.service.reading.comparison import Comparison, DocumentDifference, PlanComparison
from muster.service.reading.differences import Difference

LONGEST = 160
"""Characters of a value that are shown."""

SIGNS = {"made": "+", "changed": "~", "left over": "-"}
STYLES = {"+": "green", "~": "yellow", "-": "red", "!": "bold red"}


def comparison_screen(found: Comparison) -> list[Line]:
    """Everything that differs."""
    lines = [line for plan in found.plans for line in _plan(plan)]
    lines += _part("runbooks of the verbs", _documents(found.pack))
    return lines + _part("people", map(_difference, found.people))


def replaced_screen(found: Comparison) -> list[Line]:
    """What publishing would replace, not what it would add to an account that has nothing yet."""
    known = tuple(plan for plan in found.plans if plan.release)
    pack = tuple(each for each in found.pack if each.change == "changed")
    are_new = all(not each.before for each in found.people)
    return comparison_screen(Comparison(known, pack, () if are_new else found.people))


def drift_lines(drift: Iterable[str]) -> Iterator[Line]:
    """What somebody has changed past muster."""
    return (_styled("!", text) for text in drift)


def _plan(plan: PlanComparison) -> Iterator[Line]:
    if plan.release is None:
        yield Line(f"plan {plan.plan}: not published yet", "bold")
        yield from _documents(plan.documents)
        return
    released = f"release {plan.release.number}, {day_and_time(plan.release.published_at)}"
    if plan.is_same:
        yield Line(f"plan {plan.plan}: as published ({released})", "bold")
        return
    yield Line(f"plan {plan.plan}: differs from what is published ({released})", "bold")
    yield from map(_difference, plan.differences)
    yield from _documents(plan.documents)
    yield from drift_lines(plan.drift)


def _part(head: str, lines: Iterable[Line]) -> list[Line]:
    found = list(lines)
    return [Line(f"{head}:", "bold"), *found] if found else []


def _difference(each: Difference) -> Line:
    if not each.before:
        return _styled("+", f"{each.what}: {_short(each.after)}")
    if not each.after:
        return _styled("-", f"{each.what}: {_short(each.before)}")
    return _styled("~", f"{each.what}: {_short(each.before)} → {_short(each.after)}")


def _documents(documents: Iterable[DocumentDifference]) -> Iterator[Line]:
    for each in documents:
        spare = " (left over; `publish --prune` deletes it)" if each.change == "left over" else ""
        yield _styled(SIGNS[each.change], f"document {each.name}{spare}")


def _styled(sign: str, text: str) -> Line:
    return Line(f"  {sign} {text}", STYLES[sign])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
