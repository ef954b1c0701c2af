"""muster's own runbooks through a scenario: a whole embedded AWS, seen by nobody but a clock."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.makespan.chance import TIMING, script
from benchmarks.makespan.ground import ACCOUNT, REGION, START, inventory_of
from benchmarks.makespan.outcome import Outcome, fullest, outcome, p95
from benchmarks.makespan.scenario import Scenario
from muster.embedded.aws.automation.execution import Execution
from muster.embedded.aws.automation.run import Run as AutomationRun
from muster.embedded.aws.drs.target import Target
from muster.embedded.aws.journal import Entry
from muster.embedded.aws.parts import Settings
from muster.engine import states
from muster.engine.items import Wave, read
from muster.engine.keys import run_key
from muster.engine.schedule import is_asking
from muster.engine.states import RUN_TERMINAL, RunState
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import Material
from muster.model.base import Mode
from muster.model.plan import RecoveryPlan
from muster.service.commands.start import StartRun, start
from muster.service.commands.verb import verb
from muster.service.reading.run_view import RunView, look_at
from muster.service.service import Service

LOOK = 4.0
"""Virtual seconds between two looks of whoever decides: they retry at once."""
SCRIPT = "aws:executeScript"
A_STEP, A_SCRIPT_SECOND = 0.002, 0.00003
"""US dollars; AWS Systems Manager pricing, us-west-2 (an assumption: prices change)."""


@dataclass(frozen=True)
class Effort:
    """What muster itself used: `calls` by operation, steps, seconds inside scripts, US dollars."""

    calls: Counter[str]
    steps: int
    script_seconds: float
    cost: float
    describes_in_the_worst_minute: int
    seen_after: float
    started_after: float


@dataclass(frozen=True)
class Run:
    """`staging`: jobs and servers in them at the fullest moment of the fullest staging account."""

    outcome: Outcome
    effort: Effort
    staging: tuple[int, int]


@dataclass
class _Calls:
    """Counts the calls of runbooks, and polls of DRS's jobs by minute: a poll's pages are one."""

    spectator: str
    by_operation: Counter[str] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)

    def __call__(self, entry: Entry) -> None:
        if entry.principal.arn == self.spectator:
            return
        self.by_operation[entry.name] += 1
        if entry.name == "drs:DescribeJobs" and not entry.params.get("nextToken"):
            self.minutes[int(entry.at // 60)] += 1


def run(scenario: Scenario, *, seed: int) -> Run:
    """Publish the scenario's plan and play a drill of it to its end; who is asked says retry."""
    plan = plan_of(scenario)
    inventory = inventory_of(scenario)
    material = Material((plan,), None, inventory, script(scenario, seed))
    cast = cast_for(plan, Mode.DRILL, None, ACCOUNT)
    figures = Settings(journal_limit=1, drs_timing=TIMING)
    with Installation(material, start=START, seed=seed, figures=figures) as aws:
        aws.publish(cast.people)
        calls = _Calls(cast.requester)
        aws.world.front.before.append(calls)
        began = aws.world.clock.now()
        service = aws.service(cast.requester)
        asked = StartRun(plan.plan, states.Mode.DRILL, reason="benchmark")
        view = _play(aws, service, start(service, asked).run)
        target = aws.world.parts.drs.targets.at(ACCOUNT, REGION)
        describes = sum(calls.minutes.values())
        ended = began + view.elapsed
        found = outcome(scenario, [target], began=began, ended=ended, describes=describes)
        executions = [r.execution for r in _runs(aws)]
        accounts = sorted({account for _, account in scenario.staging})
        staging = fullest(aws.world.parts.drs.targets.at(one, REGION) for one in accounts)
        return Run(found, _effort(calls, executions, scenario, target, view), staging)


def plan_of(scenario: Scenario) -> RecoveryPlan:
    """The scenario as a plan without approvals, hooks and health checks."""
    return RecoveryPlan.model_validate(
        {
            "plan": f"bench-{scenario.name.lower()}",
            "target": {"region": REGION, "account": ACCOUNT},
            "objectives": {"rto": "24h", "rpo": "1h"},
            "groups": {wave.name: {"servers": list(wave.servers)} for wave in scenario.waves},
            "waves": [
                {
                    "wave": wave.name,
                    "needs": list(wave.needs),
                    "groups": [wave.name],
                    "timeout": "12h",
                }
                for wave in scenario.waves
            ],
        }
    )


def _play(aws: Installation, service: Service, run: str) -> RunView:
    """Look at the run alone, for a large one takes long to read; retry what asks for it."""
    answered: set[tuple[str, int]] = set()
    while (item := service.table.item(run_key(run)))["state"] not in RUN_TERMINAL:
        if item["state"] == RunState.STALLED:
            raise RuntimeError(f"the run stalled: {item}")
        for wave in _asking(service, run) if item["state"] == RunState.DECIDING else ():
            if (wave.wave, wave.attempt) not in answered:
                answered.add((wave.wave, wave.attempt))
                verb(service, run, "retry", wave=wave.wave, reason="benchmark")
        aws.time.sleep(LOOK)
    return look_at(service, run)


def _asking(service: Service, run: str) -> list[Wave]:
    waves = (read(Wave, item) for item in service.table.items(f"RUN#{run}", "WAVE#"))
    return [wave for wave in waves if is_asking(wave)]


def _runs(aws: Installation) -> Iterable[AutomationRun]:
    return aws.world.parts.automation.ledger(ACCOUNT, REGION).runs.values()


def _effort(
    calls: _Calls,
    executions: list[Execution],
    scenario: Scenario,
    target: Target,
    view: RunView,
) -> Effort:
    steps = [step for execution in executions for step in execution.steps]
    scripts = [step for step in steps if step.step.action == SCRIPT]
    seconds = sum((step.ended or 0) - (step.started or 0) for step in scripts if step.ended)
    launched = _launched(target)
    return Effort(
        calls=calls.by_operation,
        steps=len(steps),
        script_seconds=seconds,
        cost=len(steps) * A_STEP + seconds * A_SCRIPT_SECOND,
        describes_in_the_worst_minute=max(calls.minutes.values(), default=0),
        seen_after=p95(_seen(view, launched)),
        started_after=p95(_started(scenario, view, launched)),
    )


def _launched(target: Target) -> dict[str, float]:
    return {
        item.data["sourceServerID"]: item.moment
        for job in target.jobs.values()
        for item in job.log
        if item.event == "LAUNCH_END"
    }


def _seen(view: RunView, launched: dict[str, float]) -> Iterator[float]:
    """From the last server launched of a wave to the wave's end in the run table."""
    for wave in view.waves:
        ends = [launched[s.server] for s in wave.servers if s.server in launched]
        if ends and wave.ended_at:
            yield max(0.0, wave.ended_at - max(ends))


def _started(scenario: Scenario, view: RunView, launched: dict[str, float]) -> Iterator[float]:
    """From the last server launched of what a wave needs to the wave's start."""
    by_name = {wave.name: wave for wave in scenario.waves}
    started = {wave.wave: wave.started_at for wave in view.waves}
    for wave in scenario.waves:
        before = [s for need in wave.needs for s in by_name[need].servers]
        if before and started[wave.name] and all(s in launched for s in before):
            yield max(0.0, started[wave.name] - max(launched[s] for s in before))
