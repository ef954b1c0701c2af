"""`boto3` and `botocore` for scripts: clients in process, signed in as the execution is."""

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
    class Session(_Session):
        _run = run

    default = Session()
    module = ModuleType("boto3", "boto3 of the embedded AWS")
    module.__dict__.update(
        __version__=boto3.__version__,
        Session=Session,
        session=_named("boto3.session", Session=Session),
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


class _Session(boto3.Session):  # type: ignore[misc]  # boto3 has no types
    """A boto3 Session whose clients are the embedded ones; resources are built on them."""

    _run: "Run"

    def __init__(
        self,
        aws_access_key_id: str | None = None,
        aws_secret_access_key: str | None = None,
        aws_session_token: str | None = None,
        region_name: str | None = None,
        **_: Any,
    ) -> None:
        self._principal = _principal(self._run, aws_access_key_id)
        super().__init__(
            aws_access_key_id=aws_access_key_id or "embedded",
            aws_secret_access_key=aws_secret_access_key or "embedded",
            aws_session_token=aws_session_token,
            region_name=region_name or self._run.execution.region,
        )

    def client(
        self,
        service_name: str,
        region_name: str | None = None,
        config: botocore.config.Config | None = None,
        aws_access_key_id: str | None = None,
        **_: Any,
    ) -> Any:
        """As boto3; `config` may set retries, the rest of it means nothing here."""
        return self._run.clients.client(
            service_name,
            region=region_name or self.region_name,
            principal=_principal(self._run, aws_access_key_id) or self._principal,
            attempts=_attempts(config),
            scripted=True,
        )


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
