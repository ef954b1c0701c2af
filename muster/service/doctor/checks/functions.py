"""The functions."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, doubtful, good, passed_over
from muster.service.doctor.patient import Patient
from muster.service.doctor.ports import FunctionFacts

TITLE = "functions"
CONSUMER = "muster-consumer"
ALWAYS = ("muster-reconciler",)
WITH_BOT = ("muster-slack", CONSUMER)
FIX = "deploy the hub: `muster deploy`; then look at its log group, /aws/lambda/NAME"


def check(patient: Patient) -> Iterator[Answer]:
    """They can be invoked, and the queue feeds the consumer."""
    if not patient.has_stack:
        yield passed_over("there is no hub")
        return
    found = {name: patient.functions.function(name) for name in (*ALWAYS, *WITH_BOT)}
    yield from _missing(found)
    there = {name: facts for name, facts in found.items() if facts}
    wrong = [text for name, facts in there.items() if (text := _wrong(name, facts))]
    for sentence in wrong:
        yield bad(sentence, FIX)
    if there and not wrong:
        yield good(f"{len(there)} can be invoked")


def _missing(found: dict[str, FunctionFacts | None]) -> Iterator[Answer]:
    for name in ALWAYS:
        if found[name] is None:
            yield bad(f"{name} is missing: runs are not looked after", FIX)
    if any(found[name] is None for name in WITH_BOT):
        yield doubtful(
            "the bot does not run here", "if it runs elsewhere, fine; else `muster deploy`"
        )


def _wrong(name: str, facts: FunctionFacts) -> str:
    if facts.state not in ("Active", "Inactive"):
        return f"{name} is {facts.state}: {facts.reason}"
    if facts.update not in ("Successful", ""):
        return f"the last update of {name} is {facts.update}"
    if name == CONSUMER and facts.feed != "Enabled":
        return f"the queue does not feed {name}: {facts.feed or 'no event source mapping'}"
    return ""
