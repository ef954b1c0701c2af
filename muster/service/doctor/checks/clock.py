"""Whether this machine's clock is right: signatures of AWS and Slack carry the time."""

from collections.abc import Iterator

from muster.service.doctor.finding import Answer, bad, doubtful, good, passed_over
from muster.service.doctor.patient import Patient

TITLE = "clock"
WORTH_SAYING = 30
REFUSED = 300
"""Seconds. AWS refuses signatures that are 5 to 15 minutes off (IAM User Guide, "Signature
Version 4"), Slack's are refused after 5 (docs.slack.dev, "Verifying requests")."""

FIX = "let the machine set its clock by NTP"


def check(patient: Patient) -> Iterator[Answer]:
    """The time of this machine and that of AWS's last answer."""
    if patient.own_time:
        yield passed_over("this AWS keeps a time of its own")
        return
    ahead = patient.wall_clock.ahead()
    sentence = f"this machine's clock is {abs(ahead):.0f} s {'slow' if ahead > 0 else 'fast'}"
    if abs(ahead) >= REFUSED:
        yield bad(sentence, FIX)
    elif abs(ahead) >= WORTH_SAYING:
        yield doubtful(sentence, FIX)
    else:
        yield good("this machine's clock agrees with AWS's")
