"""A policy played through a scenario."""

from dataclasses import replace

from benchmarks.makespan.ground import START, Ground, StoppedError
from benchmarks.makespan.outcome import Outcome, outcome
from benchmarks.makespan.policy import Policy
from benchmarks.makespan.scenario import Scenario

WEEK = 7 * 86_400.0


def play(policy: Policy, scenario: Scenario, *, seed: int, caps: bool) -> Outcome:
    """Play it to its end, however it ends. With `caps` its own limits and all of DRS's count."""
    ground = Ground(scenario, seed, caps=caps, quotas=caps or policy.within_quotas)
    clock = ground.clock
    task = clock.spawn(lambda: policy.play(ground), policy.name)
    clock.run_until(lambda: task.done, START + WEEK)
    ended = clock.now()
    stopped = ""
    if isinstance(task.error, StoppedError):
        stopped = str(task.error)
    elif task.error is not None:
        raise task.error
    clock.run_until(lambda: not ground.target.jobs_in_progress(), START + WEEK)
    describes = ground.calls["DescribeJobs"]
    found = outcome(scenario, [ground.target], began=START, ended=ended, describes=describes)
    refusal = policy.refuses(scenario) if caps else ""
    return replace(found, stopped=stopped or refusal)
