"""What the runbooks run as: the only role that starts waves and recoveries; it passes only itself.

Hooks are the exception: those that the stack's own lists name, whatever a plan says.
"""

from muster.entrypoints.deploy.policies import borders, declared, ssm
from muster.entrypoints.deploy.policies.commanding import COMMANDS
from muster.entrypoints.deploy.policies.launching import BESIDE_EC2, LOOKS
from muster.entrypoints.deploy.policies.post_launch import POST_LAUNCH
from muster.entrypoints.deploy.policies.recovering import RECOVERING
from muster.entrypoints.deploy.policies.scoping import derived
from muster.entrypoints.deploy.policies.statement import Statement, passed_to, role_arn
from muster.entrypoints.deploy.policies.telling import PUTTING, topic
from muster.model.settings import Settings

_WRITES: borders.Border = {
    "dynamodb:PutItem": (borders.AUDIT, borders.RUN, borders.RUNS, borders.SERVER),
    "dynamodb:UpdateItem": (borders.HUB, borders.RUN, borders.SERVER, borders.TARGET),
    "dynamodb:DeleteItem": (borders.SERVER,),
    "dynamodb:ConditionCheckItem": (borders.RUN,),
}
_TOGETHER: borders.Border = {"dynamodb:BatchGetItem": (borders.RUN, borders.TARGET)}
"""What a launch looks at in one call: its run, its wave, its target."""
_READS = borders.reading(
    borders.AUDIT,
    borders.DECISION,
    borders.OVERRIDE,
    borders.HUB,
    borders.GROUPS,
    borders.PEOPLE,
    borders.PLAN,
    borders.RUN,
    borders.SCRIPT,
    borders.SERVER,
    borders.SPOKES,
    borders.TARGET,
)
_HOOKS = (
    Statement(
        "InvokesHooks",
        ("lambda:InvokeFunction",),
        ("!Ref HookFunctions",),
        only_if="HasHookFunctions",
    ),
    Statement(
        "StartsHooks",
        ("ssm:StartAutomationExecution",),
        ("!Ref HookRunbooks",),
        only_if="HasHookRunbooks",
    ),
    Statement(
        "PassesHookRole",
        ("iam:PassRole",),
        (role_arn("muster-hooks"),),
        passed_to("ssm"),
        only_if="HasHookRunbooks",
    ),
)

ASSUMES_SPOKES = Statement(
    "AssumesSpokes",
    ("sts:AssumeRole",),
    (f"arn:${{AWS::Partition}}:iam::*:role/{Settings().spoke_role}",),
)
"""Each spoke decides by its own trust policy whether it lets the hub in."""


def statements() -> tuple[Statement, ...]:
    """What all scripts declare but that of `muster-decide`, what DRS then does, and the hooks."""
    does = declared.of_scripts(deciding=False) - COMMANDS.union(LOOKS)
    scopes = (
        *RECOVERING,
        ssm.starting("StartsWavesAndDrivers", (*ssm.WAVES, *ssm.ENTRIES)),
        ssm.on_executions("ssm:DescribeAutomationStepExecutions", "ssm:GetAutomationExecution"),
        ssm.on_own_executions("ssm:StopAutomationExecution"),
        ssm.tagging_executions(),
        ssm.passing(Settings().automation_role),
        ASSUMES_SPOKES,
        *borders.within(does, _READS, _TOGETHER, _WRITES),
        *borders.plan_lock(does),
        PUTTING,
        topic(),
    )
    return derived(does, scopes, also=(*BESIDE_EC2, *POST_LAUNCH, *_HOOKS))
