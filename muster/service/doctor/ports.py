"""What the doctor looks through. Each raises `muster.service.errors.AwsError` when AWS refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class EstateServer:
    """A source server as DRS lists it; `tags` by key.

    `out_of_reach`: the staging account of an extended one, if DRS cannot reach it there.
    """

    server: str
    replication: str
    tags: Mapping[str, str] = field(default_factory=dict)
    out_of_reach: str = ""


@dataclass(frozen=True)
class RuleFacts:
    """An EventBridge rule: ENABLED or DISABLED, and the ARNs that it sends to."""

    state: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class FunctionFacts:
    """A Lambda function; `feed`: state of what feeds it from the queue, empty if nothing does."""

    state: str
    update: str
    reason: str = ""
    feed: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SlackFacts:
    """What Slack says of a token; `unreadable`: its word for why the channel cannot be read."""

    team: str
    scopes: frozenset[str]
    unreadable: str = ""


class WallClock(Protocol):
    """This machine's clock beside AWS's."""

    def ahead(self) -> float:
        """Seconds that AWS's clock is ahead of this machine's, by its latest answer."""
        ...


class Estate(Protocol):
    """DRS, in one account and Region."""

    def is_initialised(self) -> bool:
        """Whether DRS is set up here."""
        ...

    def servers(self) -> Sequence[EstateServer]:
        """All source servers."""
        ...

    def at_work(self) -> Mapping[str, int]:
        """The jobs that are under way: how many servers each has."""
        ...


class Roles(Protocol):
    """IAM roles of the account."""

    def trusted_by(self, name: str) -> frozenset[str] | None:
        """The service principals that may become the role; None: no such role."""
        ...


class Quotas(Protocol):
    """How much there may be, and how much there is."""

    def most(self, service: str, code: str) -> float | None:
        """The quota that applies here; None: Service Quotas does not know it."""
        ...

    def executions(self) -> int:
        """Automations that run or wait now, children included."""
        ...


class Rules(Protocol):
    """EventBridge, on the default bus."""

    def rule(self, name: str) -> RuleFacts | None:
        """The rule; None: no such."""
        ...


class Queues(Protocol):
    """SQS queues."""

    def waiting(self, name: str) -> int | None:
        """About how many messages wait in it; None: no such queue."""
        ...


class Functions(Protocol):
    """Lambda functions."""

    def function(self, name: str) -> FunctionFacts | None:
        """The function; None: no such."""
        ...


class Alarms(Protocol):
    """CloudWatch alarms."""

    def ringing(self, prefix: str) -> tuple[str, ...]:
        """Those in state ALARM whose name begins so."""
        ...


class SlackApp(Protocol):
    """The Slack app, as the secret knows it."""

    def facts(self, channel: str) -> SlackFacts:
        """Whose token it is, what it may, and whether it reads the channel.

        Raises `MusterError` if there is no secret, or Slack does not take the token.
        """
        ...
