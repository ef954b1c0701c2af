"""What a gate says of who opened it."""

import re

from muster.service.doctor.probes.bench import Bench, said

QUESTION = "What does ApproverDecisions of an aws:approve step hold?"
OPEN = "the user guide names the output, not its form; break-glass is recognised by it"
_SESSION = re.compile(r"^(arn:[a-z-]+):sts::(\d+):assumed-role/([^/]+)/.+$")
COMMENT = "a probe"


def probe(bench: Bench) -> str:
    """Open a gate as whoever asks."""
    approver = approver_of(bench.service.identity.caller().arn)
    execution = bench.start(bench.lay("gate", APPROVER=approver))
    bench.pass_time()
    bench.work.approve(execution, COMMENT)
    return said(bench.ended(execution))


def approver_of(arn: str) -> str:
    """A session approves as its role, a user as itself (user guide, aws:approve)."""
    return _SESSION.sub(r"\1:iam::\2:role/\3", arn)
