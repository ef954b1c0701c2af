"""The items of the run table as values. Times are epoch seconds, UTC; 0 means *not yet*."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

T = TypeVar("T")
FIRST_EPOCH = 1
"""A run's epoch until it is opened again after an end."""


@dataclass(frozen=True)
class Run:
    """One execution of a plan.

    `to_stop` is the execution that waited at the run's gate when somebody cancelled the run.
    `finding_count` counts all findings of preflight, also those that `findings` does not keep.
    """

    run: str
    plan: str
    hash: str
    mode: str
    state: str
    epoch: int = FIRST_EPOCH
    hold: bool = False
    held_at: int = 0
    held_for: int = 0
    abort: str = ""
    execution: str = ""
    to_stop: str = ""
    driver: str = ""
    driver_until: int = 0
    heartbeat: int = 0
    requester: str = ""
    requester_arn: str = ""
    door: str = ""
    reason: str = ""
    ticket: str = ""
    point_in_time: str = ""
    account: str = ""
    region: str = ""
    priority: int = 3
    owner: str = ""
    rto: int = 0
    rpo: int = 0
    servers: int = 0
    approval: Mapping[str, Any] = field(default_factory=dict)
    attempt: int = 1
    findings: tuple[Mapping[str, Any], ...] = ()
    finding_count: int = 0
    requested_at: int = 0
    registered_at: int = 0
    started_at: int = 0
    ended_at: int = 0
    since: int = 0
    verdict: str = ""


@dataclass(frozen=True)
class Wave:
    """One wave of a run; `attempt` counts what people see, `n` counts executions ever asked for.

    `followers` is the number of waves on the longest chain that needs it.
    """

    wave: str
    state: str
    order: int = 0
    needs: tuple[str, ...] = ()
    followers: int = 0
    attempt: int = 1
    n: int = 0
    lives: int = 0
    execution: str = ""
    owner: str = ""
    starting_at: int = 0
    since: int = 0
    heartbeat: int = 0
    started_at: int = 0
    ended_at: int = 0
    total: int = 0
    launched: int = 0
    failed: int = 0
    reason: str = ""
    waits_for: str = ""
    spec: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Server:
    """One source server of a wave, frozen when the run was registered.

    `rank` is its place in the order of the plan. `staging` is the account that replicates it, if it
    is an extended source server. `checked` is the attempt whose health checks it is in, `passed`
    how many of them it passed, `tries` how often the present one did not pass, `finding` why.
    `relaunch` is the instance of this run that its next launch may destroy.
    """

    server: str
    wave: str
    state: str
    name: str = ""
    group: str = ""
    weight: str = ""
    rank: int = 0
    account: str = ""
    region: str = ""
    staging: str = ""
    attempt: int = 1
    intent: str = ""
    job: str = ""
    instance: str = ""
    reason: str = ""
    started_at: int = 0
    ended_at: int = 0
    point_in_time: str = ""
    relaunch: str = ""
    health: str = ""
    checked: int = 0
    passed: int = 0
    tries: int = 0
    finding: str = ""


@dataclass(frozen=True)
class Gate:
    """One request for approval; `servers` is what the decision is about."""

    gate: str
    attempt: int
    state: str
    execution: str = ""
    approvers: tuple[str, ...] = ()
    asked: str = ""
    count: int = 1
    via: str = ""
    refuse_requester: bool = True
    requester: str = ""
    hash: str = ""
    digest: str = ""
    servers: tuple[str, ...] = ()
    decisions: int = 0
    opened_at: int = 0
    expires_at: int = 0
    decided_at: int = 0
    by: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Decision:
    """What one person said at one gate."""

    gate: str
    attempt: int
    decision: str
    person: str
    principal: str = ""
    door: str = ""
    reason: str = ""
    hash: str = ""
    digest: str = ""
    at: int = 0


@dataclass(frozen=True)
class Override:
    """One instance that a launch of its source server may destroy, although a guard forbids it."""

    server: str
    instance: str
    by: str = ""
    reason: str = ""
    at: int = 0
    expires_at: int = 0


@dataclass(frozen=True)
class Intent:
    """The intention to call StartRecovery once, written before the call."""

    intent: str
    wave: str
    state: str
    attempt: int = 1
    servers: tuple[str, ...] = ()
    at: int = 0
    held: int = 0
    job: str = ""
    account: str = ""
    region: str = ""


def read(cls: type[T], item: Mapping[str, Any]) -> T:
    """The item as a value; attributes that the class does not know are left out."""
    known = {entry.name for entry in fields(cls)}  # type: ignore[arg-type]
    return cls(**{key: _frozen(value) for key, value in item.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
