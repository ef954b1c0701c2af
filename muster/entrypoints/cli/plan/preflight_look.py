"""Looking before a run with the very code of the runbooks, from here and with one's own rights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muster.engine.items import Run, Server
from muster.engine.keys import people_key
from muster.engine.names import RUN_GATE
from muster.engine.preflight import Finding, Level, Look, finding_of
from muster.engine.states import ServerState
from muster.entrypoints.cli.door import Door
from muster.model.approval import Approval
from muster.model.base import Mode
from muster.model.plan import RecoveryPlan, plan_hash
from muster.service.acting.prospect import Prospect, prospect_of
from ssm_documents.scripts.lib.asking import too_few
from ssm_documents.scripts.lib.jobs import busy_now
from ssm_documents.scripts.lib.looking import look_before
from ssm_documents.scripts.lib.people import person_behind


@dataclass(frozen=True)
class Looked:
    """What a run in this mode would find, the worst first."""

    plan: str
    mode: str
    servers: int
    waves: int
    findings: tuple[Finding, ...]


def look_ahead(door: Door, plan: RecoveryPlan, mode: Mode, point: str = "") -> Looked:
    """Ask DRS, EC2 and the run table; `point` is the point in time that the run would ask for.

    Raises `AwsError` if they do not answer.
    """
    prospect = prospect_of(plan, plan_hash(plan), mode, door.source_servers().listed(), {})
    now = door.service.clock.now()
    look, there = Look(mode, plan.objectives.rpo, now, point=point), door.reach(plan.target.region)
    found = [
        *_elsewhere(prospect, mode),
        *_expected(prospect, mode),
        *look_before(there, _servers(prospect), busy_now(there, now), look),
        *_gates(door, plan, mode),
    ]
    order = list(Level)
    found.sort(key=lambda each: (order.index(each.level), each.check, each.server))
    waves = len(plan.unfolded().waves)
    return Looked(plan.plan, str(mode), len(prospect.servers), waves, tuple(found))


def _elsewhere(prospect: Prospect, mode: Mode) -> Iterator[Finding]:
    """Groups that only the runbooks reach, through the role of a spoke."""
    for group in prospect.elsewhere:
        where = f"account {group.account} in {group.region}"
        text = f"it is recovered in {where}; a run looks there, this command does not"
        yield from finding_of(mode, "not-looked-at", "", f"group {group.group}", text)


def _servers(prospect: Prospect) -> Sequence[Server]:
    return [
        Server(server.server, wave.wave, ServerState.PENDING, name=server.name)
        for wave in prospect.waves
        for server in wave.servers
    ]


def _expected(prospect: Prospect, mode: Mode) -> Iterator[Finding]:
    """Groups that are not as the plan expects: a run of it is refused when it is registered."""
    for problem in prospect.problems:
        yield from finding_of(mode, "known", "", "the plan's groups", problem)


def _gates(door: Door, plan: RecoveryPlan, mode: Mode) -> Iterator[Finding]:
    """Gates that too few of the published people can open, if whoever asks now starts the run."""
    people = door.service.table.item(people_key())
    who = person_behind(people, door.service.identity.caller().arn)
    run = Run("", plan.plan, "", str(mode), "", requester=who)
    for gate, asked in _asked(plan, mode):
        rule = asked.model_dump(mode="json", by_alias=False)
        if text := too_few(people, run, rule):
            yield from finding_of(mode, "gate", str(asked.approvers), f"gate {gate}", text)


def _asked(plan: RecoveryPlan, mode: Mode) -> Iterator[tuple[str, Approval]]:
    of_waves = ((wave.wave, wave.approval_in(mode)) for wave in plan.waves)
    for gate, asked in ((RUN_GATE, plan.approval_in(mode)), *of_waves):
        if asked:
            yield gate, asked
