"""How long a recovery takes: muster's runbooks against the ways of others and against the bound."""

from functools import partial

from benchmarks.makespan.measuring import LENGTHS, measure_scenario, reproduce
from benchmarks.makespan.scenario import Scenario
from benchmarks.makespan.scenarios import SCENARIOS
from benchmarks.part import Part

ABOUT = """
How long a recovery takes on the same DRS: the embedded one, with its quotas (20 jobs, 500 servers
in them, 100 a job, one job a server). All of it is simulated; seed 1. A launch takes its server's
own time, drawn from the seed between 90 % and 110 % of the length named, whatever job it is in, so
that everybody meets the very same launches.

- **muster** is the real thing: its compiled runbooks in the embedded Automation, with a second for
  every step, two for every script, 0.1 for every call. Time counts from the request to the end of
  the run. No approvals, no health checks; in F a failed wave is retried at once.
- **The others** are policies, written from public code at the commits that [their
  files](../benchmarks/makespan/policies) name; nobody ran those systems. They are given the
  kindest layout: who knows no dependencies between waves gets them packed level by level into
  waves of at most 100 servers. *Makespan* is with their own caps off; *as it is* says what becomes
  of it with them.
- **bound** is a schedule by somebody who knows every launch beforehand, sees every end at once and
  pays for nothing but one start of an execution a second. **floor** is what no schedule can beat.
- Who is below the bound ignores the order (MVP, flat, convert-then-start) or, its caps off, the
  quotas of DRS (MVP, drs-plan-automation).
- **Detection lag** is from the last server launched of what a wave needs to the wave's start; in
  the tables of scenarios it is to the wave's first StartRecovery. Where jobs wait for a quota (E,
  F) the latter holds that wait too.
- Costs: $0.002 a step and $0.00003 a script second, an assumption from the public price list.
- In G a launch has two phases: a conversion job in the staging account, then the launch. Both
  together take the server's own time, so the bound is the same; it needs no quota of a staging
  account, because one target account cannot use them up. What is assumed of these jobs stands in
  [fidelity](concepts/fidelity.md#extended-source-servers).
- Messages: `sns:Publish` and `events:PutEvents` are among the calls. No chat takes part here; its
  edits are measured below, under Consumer: one in three seconds for each message at most.

In a pure chain nobody gains anything by order, and muster is not the fastest: its waves are
runbooks with steps and scripts of their own, which costs 18 s a wave where a loop that only waits
costs 16 s. What it is for are branches (E, F), failures and quotas.

Where the time between two waves goes, in a chain: half a poll of DRS's jobs (0 to 12 s, 6 on
average), reading and writing what it showed (1 s), the driver's tick (0 to 3 s), the start of the
next wave and its claim (4 s); that is the detection lag. Then come the start of the script that
launches and its checks before StartRecovery (6 s). A run adds 31 s before its first StartRecovery,
and 3 s after the poll that shows its last server. DRS is not asked more than five times in any 60
seconds, and five polls a minute alone have a p95 of 11 s. What would be sooner are DRS's own launch
events. They are best effort, so polling has to be good enough without them.

Where many waves are under way (E, F), the driver looks every 2 s, and 1 s after it has seen one
end, for one listing ends several; those it starts then stand 0.4 s apart. In F one listing in a
hundred is refused. It is not repeated before its time, so the waves that it would have ended wait
12 s more.
"""

LONG = frozenset({"E", "F"})
"""Scenarios with a part for each length of a job, so that every part takes less than 5 minutes."""


def _parts(scenario: Scenario) -> dict[str, Part]:
    name = f"makespan-{scenario.name}"
    if scenario.name not in LONG:
        return {name: Part(f"{scenario.says}.", partial(measure_scenario, scenario))}
    return {
        f"{name}-{minutes}": Part(
            f"{scenario.says}; jobs of {minutes} minutes.",
            partial(measure_scenario, scenario, (minutes,)),
        )
        for minutes in LENGTHS
    }


PARTS = {"makespan": Part(ABOUT, reproduce)}
for each in SCENARIOS.values():
    PARTS |= _parts(each)
