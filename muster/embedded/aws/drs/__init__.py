"""AWS Elastic Disaster Recovery, emulated: state machine, quotas, errors, timing, events.

Every rule names its page or API shape where it stands; what is inferred or unverified says so.
First file to open: `operations/__init__.py`, the table of what is answered; then `launch.py`.
"""

from muster.embedded.aws.drs.service import Drs, service
from muster.embedded.aws.drs.settings import Phases, Quota, Quotas, Range, Timing
from muster.embedded.aws.drs.target import Target, Targets

__all__ = [
    "Drs",
    "Phases",
    "Quota",
    "Quotas",
    "Range",
    "Target",
    "Targets",
    "Timing",
    "service",
]
