"""An event of AWS becomes an event of muster, or a named rejection; never an exception.

message ─► Head: which kind? ─► Envelope[shape of the kind] ─► event | rejection
           not-an-event,         malformed                     no-news, own-doing
           unknown-kind
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from eventbridge.rejection import Reason, Rejection
from eventbridge.shapes.cloudtrail import CallDetail
from eventbridge.shapes.drs import LaunchDetail, StateDetail
from eventbridge.shapes.envelope import Envelope, Head
from eventbridge.shapes.muster import GateDetail, RunDetail, WaveDetail
from eventbridge.shapes.ssm import ExecutionDetail
from muster.service import events
from muster.service.events import Event

OVER = frozenset({"Success", "Failed", "TimedOut", "Cancelled", "Rejected", "Exited"})
"""The final statuses of an execution (SSM API, shape AutomationExecutionStatus)."""

API_SPELLING = {"Canceled": "Cancelled"}
"""Events are documented with one l, the API has two; either may come."""

OURS = "muster-"
"""How the names of all our documents begin."""

LAUNCHES = {"RECOVERY_LAUNCH_SUCCEEDED": True, "RECOVERY_LAUNCH_FAILED": False}
CALLS = frozenset({"StartRecovery", "TerminateRecoveryInstances"})
SERVER = re.compile(r"arn:aws[a-z-]*:drs:[^:]*:[^:]*:source-server/(s-[0-9a-zA-Z]{17})")
INSTANCE = re.compile(r"arn:aws[a-z-]*:drs:[^:]*:[^:]*:recovery-instance/(r?i-[0-9a-zA-Z]{8,17})")


def translate(text: str, *, own_role: str) -> Event | Rejection:
    """What a message says; `own_role` is the name of the role that the runbooks run as."""
    try:
        head = Head.model_validate_json(text)
    except ValidationError:
        return Rejection(Reason.NOT_AN_EVENT)
    kind = KINDS.get((head.source, head.kind))
    if kind is None:
        return Rejection(Reason.UNKNOWN_KIND, f"{head.source}: {head.kind}")
    shape, make = kind
    try:
        made = make(shape.model_validate_json(text))
    except ValidationError as error:
        wrong = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
        return Rejection(Reason.MALFORMED, f"{head.kind}: {wrong}"[:300])
    return _unless_own(made, own_role)


def _unless_own(made: Event | Rejection, own_role: str) -> Event | Rejection:
    if isinstance(made, events.OutsideRecovery) and f":assumed-role/{own_role}/" in made.principal:
        return Rejection(Reason.OWN_DOING, made.operation)
    return made


def _wave_changed(event: Envelope[WaveDetail]) -> Event | Rejection:
    return events.WaveChanged(event.detail.run, event.detail.about)


def _decision_needed(event: Envelope[WaveDetail]) -> Event | Rejection:
    return events.DecisionNeeded(event.detail.run, event.detail.about)


def _execution_ended(event: Envelope[ExecutionDetail]) -> Event | Rejection:
    detail = event.detail
    status = API_SPELLING.get(detail.status, detail.status)
    if status not in OVER or not detail.document.startswith(OURS):
        return _no_news(f"{detail.document}: {detail.status}")
    return events.ExecutionEnded(detail.execution, detail.document, status)


def _server_launched(event: Envelope[LaunchDetail]) -> Event | Rejection:
    server, state = _resource(event, SERVER), event.detail.state
    if not server or state not in LAUNCHES:
        return _no_news(f"launch of {server or 'no server'}: {state}")
    return events.ServerLaunched(server, event.detail.job, LAUNCHES[state])


def _stalled(event: Envelope[StateDetail]) -> Event | Rejection:
    server, state = _resource(event, SERVER), event.detail.state
    if not server or state != "STALLED":
        return _no_news(f"replication of {server or 'no server'}: {state}")
    return events.ReplicationStalled(server)


def _failback(event: Envelope[StateDetail]) -> Event | Rejection:
    instance = _resource(event, INSTANCE)
    if not instance:
        return _no_news("failback of no instance")
    return events.FailbackChanged(instance, event.detail.state)


def _called(event: Envelope[CallDetail]) -> Event | Rejection:
    detail = event.detail
    if detail.operation not in CALLS or detail.answered is None:
        return _no_news(f"{detail.operation}, in vain")
    job = detail.answered.job.job
    return events.OutsideRecovery(detail.operation, detail.identity.arn, job)


def _resource(event: Envelope[Any], form: re.Pattern[str]) -> str:
    found = (match for arn in event.resources if (match := form.fullmatch(arn)))
    return next((match[1] for match in found), "")


def _no_news(about: str) -> Rejection:
    return Rejection(Reason.NO_NEWS, about)


_Make = Callable[[Any], Event | Rejection]
KINDS: Mapping[tuple[str, str], tuple[type[Envelope[Any]], _Make]] = {
    ("muster", "muster run changed"): (
        Envelope[RunDetail],
        lambda event: events.RunChanged(event.detail.run),
    ),
    ("muster", "muster cleanup done"): (
        Envelope[RunDetail],
        lambda event: events.CleanupDone(event.detail.run),
    ),
    ("muster", "muster wave changed"): (Envelope[WaveDetail], _wave_changed),
    ("muster", "muster decision needed"): (Envelope[WaveDetail], _decision_needed),
    ("muster", "muster gate changed"): (
        Envelope[GateDetail],
        lambda event: events.GateChanged(event.detail.run, event.detail.gate),
    ),
    ("muster", "muster approval needed"): (
        Envelope[GateDetail],
        lambda event: events.ApprovalNeeded(event.detail.run, event.detail.gate),
    ),
    ("muster", "muster break-glass used"): (
        Envelope[GateDetail],
        lambda event: events.BreakGlassUsed(event.detail.run, event.detail.gate),
    ),
    ("aws.ssm", "EC2 Automation Execution Status-change Notification"): (
        Envelope[ExecutionDetail],
        _execution_ended,
    ),
    ("aws.drs", "DRS Source Server Launch Result"): (Envelope[LaunchDetail], _server_launched),
    ("aws.drs", "DRS Source Server Data Replication Stalled Change"): (
        Envelope[StateDetail],
        _stalled,
    ),
    ("aws.drs", "DRS Recovery Instance Failback State Change"): (
        Envelope[StateDetail],
        _failback,
    ),
    ("aws.drs", "AWS API Call via CloudTrail"): (Envelope[CallDetail], _called),
}
