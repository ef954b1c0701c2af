"""SSM Automation of the embedded AWS: runs documents as SSM does. See README.md in this folder."""

from muster.embedded.aws.automation.automation import Automation
from muster.embedded.aws.automation.execution import Status
from muster.embedded.aws.automation.failures import Killed
from muster.embedded.aws.automation.service import automation_of, kill_execution, service
from muster.embedded.aws.automation.settings import CommandResult, Settings

__all__ = [
    "Automation",
    "CommandResult",
    "Killed",
    "Settings",
    "Status",
    "automation_of",
    "kill_execution",
    "service",
]
