"""Where the service meets its adapters: the only place that knows both.

The embedded AWS gets the same adapters with another endpoint, or with a session of this process.
"""

from typing import TYPE_CHECKING

from muster.aws.automation import SsmAutomation
from muster.aws.client_keys import keys_of
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.documents import SsmDocuments
from muster.aws.foundation import AwsFoundation
from muster.aws.identity import StsIdentity
from muster.aws.ids import RandomIds
from muster.aws.run_table import DynamoRunTable
from muster.aws.session import open_session
from muster.aws.source_servers import DrsSourceServers
from muster.model.settings import Settings
from muster.service.ports import Clock, Ids
from muster.service.service import Service
from muster.service.values import Place

if TYPE_CHECKING:
    from muster.embedded.aws.world import World  # an extra: what runs on AWS has none
    from ssm_documents.scripts.lib.clients import Where


def open_service(place: Place, settings: Settings) -> Service:
    """A muster at this place. Raises `AwsError` if its credentials cannot be found."""
    return service_on(open_connection(place, AwsClock()), settings, RandomIds())


def open_source_servers(place: Place) -> DrsSourceServers:
    """What DRS knows of the servers at this place. Raises `AwsError` without credentials."""
    return DrsSourceServers(open_connection(place, AwsClock()))


def open_reach(place: Place, region: str) -> "Where":
    """How code of the runbooks calls AWS from here. Raises `AwsError` without credentials."""
    from ssm_documents.scripts.lib.clients import Where  # noqa: PLC0415 - functions have none

    return Where(region, keys_of(open_session(place), place.endpoint))


def open_connection(place: Place, clock: Clock) -> Connection:
    """The connection of the place's own credentials. Raises `AwsError` if there are none."""
    session = open_session(place)
    return Connection(session, clock, endpoint=place.endpoint, at_hand=place.undeployed)


def service_on(connection: Connection, settings: Settings, ids: Ids) -> Service:
    """A muster on this connection; the clock is the connection's own."""
    table = DynamoRunTable(connection, settings.table)
    return Service(
        table=table,
        store=table,
        foundation=AwsFoundation(connection, settings.table, settings.topic or ""),
        automation=SsmAutomation(connection),
        documents=SsmDocuments(connection),
        identity=StsIdentity(connection),
        clock=connection.clock,
        ids=ids,
    )


def embedded_service(world: "World", principal: str, settings: Settings, clock: Clock) -> Service:
    """A muster in an embedded AWS of this process, signed in as the ARN `principal`."""
    session = world.session(principal, world.inventory.region)
    return service_on(Connection(session, clock), settings, _WorldIds(world))


class _WorldIds:
    """`Ids` of a world's own randomness: the same seed gives the same run."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def token(self) -> str:
        """A fresh UUID."""
        return self._world.new_uuid()
