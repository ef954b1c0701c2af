"""What a run of a plan would do now: to which servers, after whose approval, and what it would not.

Read before anybody confirms; `Register` resolves the groups again and freezes them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from muster.engine.groups import unexpected
from muster.engine.limits import SERVERS_A_JOB
from muster.model.base import Mode
from muster.model.groups import ProtectionGroup
from muster.model.hooks import Hook
from muster.model.plan import RecoveryPlan
from muster.model.waves import Wave
from muster.service.acting.ports import SourceServers
from muster.service.acting.values import SourceServer
from muster.service.errors import AwsError

LOOKED_AT = SERVERS_A_JOB
"""Of how many servers the subnet is looked up: each takes two calls."""


@dataclass(frozen=True)
class ProspectServer:
    """A server that would be launched; `subnet` None: not looked up, empty: EC2 chooses."""

    server: str
    name: str
    replication: str
    lag: int | None
    instance: str
    subnet: str | None = None


@dataclass(frozen=True)
class Elsewhere:
    """A group of another account or Region, where nobody looks but the run itself.

    `count` of its servers, None: as many as carry its tags.
    """

    group: str
    account: str
    region: str
    count: int | None


@dataclass(frozen=True)
class ProspectWave:
    """A wave that would run; `asked` and `count` of its approval, empty: nobody is asked.

    `servers` are those of the plan's own account and Region.
    """

    wave: str
    needs: tuple[str, ...]
    servers: tuple[ProspectServer, ...]
    asked: str
    count: int
    hooks: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A hook that would not run in this mode, and in which it would."""

    wave: str
    hook: str
    modes: tuple[str, ...]


@dataclass(frozen=True)
class Prospect:
    """What would happen; `problems` name what would be refused at once, RTO in seconds."""

    plan: str
    hash: str
    mode: str
    description: str
    account: str
    region: str
    rto: int
    asked: str
    count: int
    waves: tuple[ProspectWave, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[str, ...]

    @property
    def servers(self) -> tuple[ProspectServer, ...]:
        """All servers of the plan's own account and Region, in the order of the plan."""
        return tuple(server for wave in self.waves for server in wave.servers)

    @property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """The groups of other accounts and Regions, each once."""
        return tuple(dict.fromkeys(group for wave in self.waves for group in wave.elsewhere))

    @property
    def number(self) -> int:
        """How many servers there are in all places, as far as that is known here."""
        return len(self.servers) + sum(group.count or 0 for group in self.elsewhere)

    @property
    def is_number_known(self) -> bool:
        """Whether those are all: no group elsewhere is one of tags."""
        return all(group.count is not None for group in self.elsewhere)


def prospect_of(
    plan: RecoveryPlan,
    digest: str,
    mode: Mode,
    known: Sequence[SourceServer],
    subnets: Mapping[str, str],
) -> Prospect:
    """What a run in this mode would do, given what DRS says now."""
    groups = {name: matching(group, known) for name, group in of_its_own_place(plan).items()}
    asked = plan.approval_in(mode)
    return Prospect(
        plan=plan.plan,
        hash=digest,
        mode=mode,
        description=plan.description or "",
        account=plan.target.account,
        region=plan.target.region,
        rto=plan.objectives.rto,
        asked=asked.approvers if asked else "",
        count=asked.count if asked else 0,
        waves=tuple(_wave(plan, wave, mode, groups, subnets) for wave in plan.order()),
        skipped=tuple(skipped for wave in plan.order() for skipped in _skipped(wave, mode)),
        problems=tuple(_problems(plan, groups)),
    )


def look_ahead(
    plan: RecoveryPlan, digest: str, mode: Mode, source_servers: SourceServers
) -> Prospect:
    """The same, asking DRS, and EC2 for subnets. Raises `AwsError` if DRS does not answer."""
    known = source_servers.listed()
    first = prospect_of(plan, digest, mode, known, {})
    ids = [server.server for server in first.servers[:LOOKED_AT]]
    try:
        subnets = source_servers.subnets(ids)
    except AwsError:  # good to know, and no reason to keep anybody from a recovery
        return first
    return prospect_of(plan, digest, mode, known, subnets)


def of_its_own_place(plan: RecoveryPlan) -> Mapping[str, ProtectionGroup]:
    """The groups of the plan's own account and Region, where DRS can be asked for them."""
    groups = plan.groups.items()
    return {name: group for name, group in groups if plan.target_of(group) == plan.target}


def matching(group: ProtectionGroup, known: Sequence[SourceServer]) -> tuple[SourceServer, ...]:
    """The source servers of a group that DRS knows, by id."""
    if group.servers:
        by_id = {server.server: server for server in known}
        return tuple(by_id[name] for name in group.servers if name in by_id)
    wanted = group.tags.items()
    found = (server for server in known if wanted and wanted <= dict(server.tags).items())
    return tuple(sorted(found, key=lambda server: server.server))


def _wave(
    plan: RecoveryPlan,
    wave: Wave,
    mode: Mode,
    groups: Mapping[str, tuple[SourceServer, ...]],
    subnets: Mapping[str, str],
) -> ProspectWave:
    asked = wave.approval_in(mode)
    servers = [server for name in wave.groups for server in groups.get(name, ())]
    return ProspectWave(
        wave=wave.wave,
        needs=wave.needs,
        servers=tuple(_server(server, subnets) for server in servers),
        asked=asked.approvers if asked else "",
        count=asked.count if asked else 0,
        hooks=tuple(hook.target for hook in _hooks(wave) if mode in hook.modes),
        elsewhere=tuple(
            _elsewhere(plan, name, group)
            for name, group in plan.groups_of(wave).items()
            if name not in groups
        ),
    )


def _elsewhere(plan: RecoveryPlan, name: str, group: ProtectionGroup) -> Elsewhere:
    target, count = plan.target_of(group), len(group.servers) if group.servers else None
    return Elsewhere(name, target.account, target.region, count)


def _server(server: SourceServer, subnets: Mapping[str, str]) -> ProspectServer:
    return ProspectServer(
        server=server.server,
        name=server.name,
        replication=server.replication,
        lag=server.lag,
        instance=server.instance,
        subnet=subnets.get(server.server),
    )


def _hooks(wave: Wave) -> tuple[Hook, ...]:
    return (*wave.before, *wave.run, *wave.after)


def _skipped(wave: Wave, mode: Mode) -> Iterator[Skipped]:
    for hook in _hooks(wave):
        if mode not in hook.modes:
            yield Skipped(wave.wave, hook.target, tuple(hook.modes))


def _problems(plan: RecoveryPlan, groups: Mapping[str, tuple[SourceServer, ...]]) -> Iterator[str]:
    for name, servers in groups.items():
        known, expect = [server.server for server in servers], plan.groups[name].expected()
        wanted = plan.groups[name].servers or known
        yield from unexpected(name, wanted, known, expect.min, expect.max)
