"""The queue of events."""

from collections.abc import Iterator

from muster.engine.counts import counted
from muster.service.doctor.finding import Answer, bad, doubtful, good, passed_over
from muster.service.doctor.patient import Patient

TITLE = "queue"
QUEUE, DEAD = "muster-events", "muster-events-dead-letters"
MANY = 1000


def check(patient: Patient) -> Iterator[Answer]:
    """It is there, it does not pile up, and nothing died in it."""
    if not patient.has_stack:
        yield passed_over("there is no hub")
        return
    waiting, dead = patient.queues.waiting(QUEUE), patient.queues.waiting(DEAD)
    if waiting is None or dead is None:
        gone = QUEUE if waiting is None else DEAD
        yield bad(f"queue {gone} is missing", "deploy the hub: `muster deploy`")
        return
    if dead:
        yield doubtful(
            f"{counted(dead, 'message')} in {DEAD}",
            "read them, mend what they show, move them back (SQS console: Start DLQ redrive)",
        )
    if waiting > MANY:
        yield bad(f"{waiting} messages wait in {QUEUE}", "look at the function muster-consumer")
    else:
        yield good(f"{waiting} messages wait")
