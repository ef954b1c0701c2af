"""Steps that look whether what was launched is well, in the order of the plan's checks.

Sources: EC2 API, DescribeInstanceStatus; Systems Manager API, DescribeInstanceInformation and
SendCommand. What a plan lets a function ask from the network, the sheet asks on the instance.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from muster.engine.health import kind_of
from muster.entrypoints.sheet.launching import Spot
from muster.entrypoints.sheet.shell import Shell, as_json, aws, kept, table_of, text_of
from muster.entrypoints.sheet.values import Step
from muster.model.health import Check, HealthCheck
from muster.model.waves import Wave
from ssm_documents.scripts.lib.checks.from_instance import LINES

STATUS: Final = "InstanceStatuses[].[InstanceId, SystemStatus.Status, InstanceStatus.Status]"
AGENTS: Final = "InstanceInformationList[].[InstanceId, PingStatus]"
ANSWERS: Final = (
    "CommandInvocations[].[InstanceId, Status, CommandPlugins[0].ResponseCode,"
    " CommandPlugins[0].Output]"
)


def health_steps(wave: Wave, spot: Spot, number: int) -> Iterator[Step]:
    """The checks of a wave, in its order; the instances are in variables of the shell."""
    for place, check in enumerate(wave.health, 1):
        for index, _ in enumerate(spot.jobs(), 1):
            instances = Shell(f"$INSTANCES_{number}_{index}")
            if check.check:
                yield NAMED[check.check](spot.region, instances)
            else:
                command = f"COMMAND_{number}_{place}_{index}"
                yield from _asked(check, spot.region, instances, command)


def _ec2_status(region: str, instances: Shell) -> Step:
    look = ("--instance-ids", instances, *table_of(STATUS))
    return Step(
        "See that EC2's status checks pass; it takes some minutes.",
        aws(region, "ec2", "describe-instance-status", *look),
        "`ok` twice in every line; else look again.",
        ("time",),
    )


def _ssm_agent(region: str, instances: Shell) -> Step:
    return Step(
        f"See that the SSM agents of {instances.text} are online.",
        aws(region, "ssm", "describe-instance-information", *table_of(AGENTS)),
        "A line with `Online` for each of the instances; else look again.",
        ("time",),
    )


def _asked(check: HealthCheck, region: str, instances: Shell, variable: str) -> Iterator[Step]:
    written: dict[str, Any] = check.model_dump(mode="json", by_alias=False, exclude_none=True)
    line = LINES[kind_of(written)](written, "Linux")
    document = ("--document-name", "AWS-RunShellScript", "--instance-ids", instances)
    send = (*document, "--parameters", as_json({"commands": [line]}), *text_of("Command.CommandId"))
    yield Step(
        f"Ask every instance: {check.title}.",
        kept(variable, aws(region, "ssm", "send-command", *send)),
        "The id of a command.",
    )
    look = ("--command-id", Shell(f'"${variable}"'), "--details", *table_of(ANSWERS))
    yield Step(
        "See what they answer.",
        aws(region, "ssm", "list-command-invocations", *look),
        f"`Success` and 0 in every line{_status_of(check)}; else ask again.",
        ("time",),
    )


def _status_of(check: HealthCheck) -> str:
    if not check.http and not check.https:
        return ""
    wanted = " or ".join(map(str, check.status)) or "200 to 399"
    return f", and the status {wanted}"


NAMED: Final[Mapping[Check, Callable[[str, Shell], Step]]] = {
    Check.EC2_STATUS: _ec2_status,
    Check.SSM_AGENT: _ssm_agent,
}
