"""Protection groups: which source servers belong together."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from muster.model import limits
from muster.model.base import Model
from muster.model.names import Count, ServerId, TagKey, TagValue
from muster.model.target import Target


class Expect(Model):
    """How many servers the group must have when a run starts."""

    min: Count = Field(default=1, description="At least so many.", examples=[1])
    max: Count | None = Field(
        default=None, description="At most so many; without it any number.", examples=[10]
    )


def _exactly(value: Any) -> Any:
    """Read `expect: 2` as `{min: 2, max: 2}`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"min": value, "max": value}
    return value


_COUNT_SCHEMA = {"type": "integer", "minimum": 0, "maximum": limits.SERVERS_PER_GROUP}
_EXPECT_SCHEMA = {
    "anyOf": [
        _COUNT_SCHEMA,
        {
            "type": "object",
            "properties": {"min": _COUNT_SCHEMA, "max": _COUNT_SCHEMA},
            "additionalProperties": False,
        },
    ]
}

Tags = Annotated[dict[TagKey, TagValue], Field(max_length=limits.TAGS_PER_GROUP)]
Servers = Annotated[tuple[ServerId, ...], Field(max_length=limits.SERVERS_PER_GROUP)]


class ProtectionGroup(Model):
    """Source servers of one target account and Region, by tags or by id."""

    tags: Tags = Field(
        default={},
        description="The source servers that carry all of these tags when a run starts.",
        examples=[{"Application": "sample", "Role": "DBServer"}],
    )
    servers: Servers = Field(
        default=(),
        description="Exactly these source servers.",
        examples=[["s-5817ab4ccdfa96db3", "s-57e730f6102e1f793"]],
    )
    target: Target | None = Field(
        default=None,
        description="Where its servers are recovered, if elsewhere than the plan says.",
        examples=[{"region": "us-east-2", "account": "222222222222"}],
    )
    expect: Annotated[Expect, BeforeValidator(_exactly), WithJsonSchema(_EXPECT_SCHEMA)] | None = (
        Field(
            default=None,
            description="How many servers there must be: a number, or `min` and `max`. Without it:"
            " all listed servers, or at least one by tags.",
            examples=[2, {"min": 1}],
        )
    )
    critical: Servers = Field(
        default=(),
        description="If one of these fails, the wave fails, whatever `tolerate` says.",
        examples=[["s-5817ab4ccdfa96db3"]],
    )
    optional: Servers = Field(
        default=(),
        description="If one of these fails, the wave goes on; it does not count as tolerated.",
        examples=[["s-57e730f6102e1f793"]],
    )

    def expected(self) -> Expect:
        """Return what holds: what the plan says, else all listed servers, else at least one."""
        if self.expect is not None:
            return self.expect
        if self.servers:
            return Expect(min=len(self.servers), max=len(self.servers))
        return Expect()
