"""`boto3` and `botocore` for scripts: clients in process, signed in as the execution is."""

import functools
from types import ModuleType
from typing import TYPE_CHECKING, Any

import boto3
import botocore.config
import botocore.exceptions
from botocore.exceptions import ClientError

from muster.embedded.aws.automation.clients import ATTEMPTS

if TYPE_CHECKING:
    from muster.embedded.aws.automation.run import Run


def modules(run: "Run") -> tuple[ModuleType, ModuleType]:
    """`boto3` and `botocore` as far as scripts see them; neither can reach AWS."""
    return _boto3(run), _botocore()


def _boto3(run: "Run") -> ModuleType:
    default = Session(run)
    module = ModuleType("boto3", "boto3 of the embedded AWS")
    make_session = functools.partial(Session, run)
    module.__dict__.update(
        __version__=boto3.__version__,
        Session=make_session,
        session=_named("boto3.session", Session=make_session),
        client=default.client,
        resource=default.resource,
        dynamodb=_named("boto3.dynamodb", conditions=_conditions(), types=_dynamodb_types()),
    )
    return module


def _botocore() -> ModuleType:
    module = ModuleType("botocore", "botocore of the embedded AWS")
    module.__dict__.update(
        __version__=botocore.__version__,
        config=_named("botocore.config", Config=botocore.config.Config),
        exceptions=_named("botocore.exceptions", **vars(botocore.exceptions)),
    )
    return module


class Session:
    """What scripts know as `boto3.Session`: the execution's principal, or that of an access key."""

    def __init__(
        self,
        run: "Run",
        aws_access_key_id: str | None = None,
        aws_secret_access_key: str | None = None,  # noqa: ARG002 - boto3's signature
        aws_session_token: str | None = None,  # noqa: ARG002 - likewise
        region_name: str | None = None,
        **_: Any,
    ) -> None:
        self._run = run
        self._principal = _principal(run, aws_access_key_id)
        self.region_name = region_name or run.execution.region

    def client(
        self,
        service_name: str,
        region_name: str | None = None,
        config: botocore.config.Config | None = None,
        aws_access_key_id: str | None = None,
        own_events: bool = False,  # noqa: FBT001, FBT002 - behind the keywords of boto3
        **_: Any,
    ) -> Any:
        """As boto3; `config` may set retries, the rest of it means nothing here."""
        return self._run.clients.client(
            service_name,
            region=region_name or self.region_name,
            principal=_principal(self._run, aws_access_key_id) or self._principal,
            attempts=_attempts(config),
            scripted=True,
            own_events=own_events,
        )

    def resource(self, service_name: str, **keywords: Any) -> Any:
        """As boto3; a resource is built on a client of its own."""
        return _Resources(self).resource(service_name, **keywords)


class _Resources(boto3.Session):  # type: ignore[misc]  # boto3 has no types
    """Lends boto3's resource factory to a session of ours."""

    def __init__(self, session: Session) -> None:
        super().__init__("embedded", "embedded", region_name=session.region_name)
        self._own = session

    def client(self, service_name: str, **keywords: Any) -> Any:
        keys = {name: value for name, value in keywords.items() if value is not None}
        return self._own.client(service_name, **keys, own_events=True)


def _principal(run: "Run", access_key: str | None) -> str | None:
    if access_key is None:
        return None
    if access_key not in run.automation.assumed:
        error = {
            "Code": "UnrecognizedClientException",
            "Message": "The security token included in the request is invalid",
        }
        raise ClientError({"Error": error}, "CreateClient")
    return run.automation.assumed[access_key]


def _attempts(config: botocore.config.Config | None) -> int:
    retries = getattr(config, "retries", None) or {}
    if "total_max_attempts" in retries:
        return int(retries["total_max_attempts"])
    return int(retries["max_attempts"]) + 1 if "max_attempts" in retries else ATTEMPTS


def _named(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(members)
    return module


def _conditions() -> Any:
    from boto3.dynamodb import conditions  # noqa: PLC0415 - loads a lot, and few scripts need it

    return conditions


def _dynamodb_types() -> Any:
    from boto3.dynamodb import types  # noqa: PLC0415 - likewise

    return types
