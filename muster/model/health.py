"""Health checks of a wave's recovery instances: the next wave waits for them."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from muster.engine.health import title
from muster.model import limits
from muster.model.base import Model
from muster.model.names import Command, FunctionName, HttpStatus, Port, UrlPath
from muster.model.scalars import Within


class Check(StrEnum):
    """The checks that need nothing but their name."""

    EC2_STATUS = "ec2-status"
    """Both EC2 status checks say `ok` (EC2 API, DescribeInstanceStatus)."""
    SSM_AGENT = "ssm-agent"
    """The SSM agent is online (Systems Manager API, DescribeInstanceInformation)."""


class HealthCheck(Model):
    """What every recovery instance of a wave must pass once; it is asked again until it does."""

    check: Check | None = Field(
        default=None,
        description="A check by its name: both status checks of EC2, or the SSM agent online. The"
        " name alone may stand for the whole check.",
        examples=["ec2-status"],
    )
    tcp: Port | None = Field(
        default=None, description="The port takes connections.", examples=[5432]
    )
    http: Port | None = Field(
        default=None, description="A GET over HTTP to the port is answered well.", examples=[8080]
    )
    https: Port | None = Field(
        default=None,
        description="The same over HTTPS; the certificate is not judged.",
        examples=[8443],
    )
    command: Command | None = Field(
        default=None,
        description="A line of shell (PowerShell on Windows) ends with 0 on the instance, within a"
        " minute, as the SSM agent's user.",
        examples=["systemctl is-active payments"],
    )
    path: UrlPath = Field(
        default="/", description="What is asked for, of `http` and `https`.", examples=["/health"]
    )
    status: Annotated[tuple[HttpStatus, ...], Field(max_length=limits.HEALTH_CHECKS)] = Field(
        default=(),
        description="Which status is a good answer; without it any from 200 to 399.",
        examples=[[200, 204]],
    )
    source: FunctionName = Field(
        default="instance",
        alias="from",
        description="Who asks: `instance`, the recovery instance itself by Run Command; or a Lambda"
        " function of yours in their network, by name or ARN, for `tcp`, `http` and `https`.",
        examples=["instance"],
    )
    deadline: Annotated[int, Within(30, 4 * limits.HOUR_S)] = Field(
        default=15 * limits.MINUTE_S,
        description="How long after the wave's launches a server may take to pass.",
        examples=["10m"],
    )
    retries: Annotated[int, Field(strict=True, ge=0, le=1000)] | None = Field(
        default=None,
        description="How often it is asked again at most, every 15 seconds; without it until the"
        " deadline.",
        examples=[20],
    )

    @property
    def title(self) -> str:
        """What people call it: `tcp 5432`."""
        return title(self.model_dump(mode="json", by_alias=False))


class OrItsName:
    """Lets a check be written as its name: `ec2-status` for `{check: ec2-status}`."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read the name as the mapping that it stands for."""
        return core_schema.no_info_before_validator_function(_named, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Offer the names beside the mapping."""
        return {
            "anyOf": [{"type": "string", "enum": [str(each) for each in Check]}, handler(schema)]
        }


def _named(value: Any) -> Any:
    return {"check": value} if isinstance(value, str) else value


Health = Annotated[HealthCheck, OrItsName()]
