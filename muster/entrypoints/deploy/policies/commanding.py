"""Lines of shell on recovery instances: for health checks and hooks of the plan.

Only instances that DRS made are reached; Service Authorization Reference, `ssm`, SendCommand, asks
for the document and for each instance.
"""

from typing import Final

from muster.entrypoints.deploy.policies.launching import TAG, own
from muster.entrypoints.deploy.policies.statement import Statement

_AWS: Final = "arn:${AWS::Partition}:ssm:${AWS::Region}:"

COMMANDING: Final = (
    Statement(
        "LooksAtAgents",
        ("ssm:DescribeInstanceInformation", "ssm:ListCommandInvocations"),
    ),
    Statement(
        "RunsShell",
        ("ssm:SendCommand",),
        (f"{_AWS}:document/AWS-RunPowerShellScript", f"{_AWS}:document/AWS-RunShellScript"),
    ),
    Statement(
        "OnRecoveryInstances",
        ("ssm:SendCommand",),
        own("instance"),
        {"Null": {f"aws:ResourceTag/{TAG}": "false"}},
    ),
)
"""What the checks and hooks that run a command need, in the hub and in each spoke."""
COMMANDS: Final = frozenset(action for scope in COMMANDING for action in scope.actions)
