"""What a refusal of StartRecovery means: for whom it is, what passes, and what to try at once.

DRS refuses a whole call for one server (user guide, "Quotas"; API shapes ConflictException,
ServiceQuotaExceededException, ResourceNotFoundException, ValidationException).
"""

from dataclasses import dataclass
from typing import Any

from muster.engine.packing import halves
from ssm_documents.scripts.lib.clients import THROTTLED, error_code, is_transient

CONFLICT = "ConflictException"
OVER_QUOTA = "ServiceQuotaExceededException"
QUOTA_CODES = {"L-B827C881": "a_job", "L-D88FAC3A": "jobs", "L-05AFA8C6": "servers"}

Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Refusal:
    """An error, judged.

    `is_open`: nobody knows yet whether the call took effect. `waits_for`: what passes by itself.
    `bad`: servers that DRS will not launch, because of `reason`. `again`: what to try at once;
    `is_anybodys`: but only after another look, since any of the servers may be busy. `quota`: the
    one that the call met.
    """

    is_open: bool = False
    waits_for: str = ""
    bad: tuple[str, ...] = ()
    reason: str = ""
    again: Parts = ()
    is_anybodys: bool = False
    quota: str = ""


def judged_refusal(servers: tuple[str, ...], error: Exception) -> Refusal:
    """What the error of a StartRecovery of these servers means."""
    code = error_code(error)
    if code in THROTTLED:
        return Refusal(waits_for=f"DRS: {error}")
    if code == CONFLICT:
        return _conflict(servers, error)
    if code == OVER_QUOTA:
        return _over_quota(servers, error)
    if is_transient(error):
        return Refusal(is_open=True, waits_for="an answer of DRS; its jobs are looked through")
    return _unfit(servers, error)


def _conflict(servers: tuple[str, ...], error: Exception) -> Refusal:
    """Somebody's job holds one of them: it waits, the others need not."""
    named = _said_of(servers, error)
    if named:
        return Refusal(
            waits_for=f"{named}, which is in another job", again=_without(servers, named)
        )
    parts = tuple(halves(servers)) if len(servers) > 1 else ()
    return Refusal(waits_for=f"DRS: {error}", again=parts, is_anybodys=True)


def _over_quota(servers: tuple[str, ...], error: Exception) -> Refusal:
    code = str(_said(error).get("quotaCode") or "")
    quota = QUOTA_CODES.get(code, "")
    smaller = quota == "a_job" and len(servers) > 1
    parts = tuple(halves(servers)) if smaller else ()
    return Refusal(waits_for=f"DRS: {error}", again=parts, quota=quota)


def _unfit(servers: tuple[str, ...], error: Exception) -> Refusal:
    """One of them cannot be launched: it is named, or found by halving."""
    named = _said_of(servers, error) or (servers[0] if len(servers) == 1 else "")
    if not named:
        return Refusal(again=tuple(halves(servers)))
    rest = _without(servers, named)
    return Refusal(bad=(named,), reason=f"DRS refuses it: {error}", again=rest)


def _said_of(servers: tuple[str, ...], error: Exception) -> str:
    named = str(_said(error).get("resourceId") or "")
    return named if named in servers else ""


def _without(servers: tuple[str, ...], named: str) -> Parts:
    rest = tuple(server for server in servers if server != named)
    return (rest,) if rest else ()


def _said(error: Exception) -> dict[str, Any]:
    """The members of the error's shape."""
    return dict(getattr(error, "response", None) or {})
