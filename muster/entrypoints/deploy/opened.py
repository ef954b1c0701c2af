"""The AWS that a command deploys into, opened: its service and the ports of deploying."""

from dataclasses import dataclass

from muster.aws.artifacts import S3Artifacts
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.record import AwsRecord
from muster.aws.stacks import CloudFormationStacks
from muster.model.settings import Hub, Settings
from muster.service.deploying.deploy import Deploying
from muster.service.ports import Ids
from muster.service.service import Service
from muster.service.values import Caller, Place
from muster.wiring import open_connection, service_on


@dataclass(frozen=True)
class Opened:
    """One account and Region, as somebody who may deploy there."""

    place: Place
    caller: Caller
    service: Service
    deploying: Deploying

    @property
    def settings(self) -> Settings:
        """The settings of the installation here."""
        return Settings(hub=Hub(account=self.caller.account, region=self.caller.region))


def open_deployment(place: Place) -> Opened:
    """Open it. Raises `AwsError` if there are no credentials, or AWS does not answer."""
    return opened_on(open_connection(place, AwsClock()), place, RandomIds())


def opened_on(connection: Connection, place: Place, ids: Ids) -> Opened:
    """The same on a connection that is there."""
    settings = Settings()
    service = service_on(connection, settings, ids)
    caller = service.identity.caller()
    deploying = Deploying(
        stacks=CloudFormationStacks(connection, ids),
        artifacts=S3Artifacts(connection, caller.account),
        record=AwsRecord(connection, settings.table),
        clock=connection.clock,
    )
    return Opened(place, caller, service, deploying)
