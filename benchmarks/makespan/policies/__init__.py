"""The policies, one file each. What they wait for is read from public code; see each file."""

from benchmarks.makespan.policies import (
    convert_then_start,
    drs_plan_automation,
    flat,
    native_plans,
    one_job_a_server,
    orchestrator_mvp,
    orchestrator_pollers,
    orchestrator_v6,
)

POLICIES = (
    orchestrator_mvp.POLICY,
    orchestrator_pollers.POLICY,
    orchestrator_v6.POLICY,
    drs_plan_automation.POLICY,
    native_plans.POLICY,
    one_job_a_server.POLICY,
    flat.POLICY,
    convert_then_start.POLICY,
)
