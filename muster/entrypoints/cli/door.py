"""Which AWS a command talks to: never a real account by accident.

| given                                  | where                                  |
| -------------------------------------- | -------------------------------------- |
| `--profile NAME`, `--real`             | the account of those credentials       |
| AWS_ENDPOINT_URL on this machine       | whatever listens there                 |
| nothing, and an embedded AWS is running | the embedded one                      |
| nothing else                           | nowhere: the command is refused        |
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from muster.entrypoints.embedded_state import (
    EmbeddedState,
    is_loopback,
    is_running,
    read_state,
    state_file,
)
from muster.service.acting.ports import SourceServers
from muster.service.service import Service
from muster.service.values import Place

if TYPE_CHECKING:
    from ssm_documents.scripts.lib.clients import Where

OPERATOR = "operator"


@dataclass(frozen=True)
class Choice:
    """What the options of a command say about the place."""

    profile: str = ""
    real: bool = False
    region: str = ""
    table: str = ""
    user: str = ""


@dataclass(frozen=True)
class Door:
    """A muster, and where it is; `servers` instead of those that DRS lists there, if given."""

    service: Service
    place: Place
    servers: SourceServers | None = None

    def source_servers(self) -> SourceServers:
        """What DRS knows of the servers there."""
        from muster.wiring import open_source_servers  # noqa: PLC0415 - boto3 is slow to import

        return self.servers or open_source_servers(self.place)

    def reach(self, region: str) -> "Where":
        """How code of the runbooks calls AWS from here."""
        from muster.wiring import open_reach  # noqa: PLC0415 - boto3 is slow to import

        return open_reach(self.place, region)


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say where, as its first argument: a `Choice`."""

    @click.option("--profile", default="", envvar="MUSTER_PROFILE", help="AWS profile to use.")
    @click.option("--real", is_flag=True, help="Use the AWS credentials of the environment.")
    @click.option("--region", default="", help="AWS Region of the runbooks and the run table.")
    @click.option("--table", default="", envvar="MUSTER_TABLE", help="Name of the run table.")
    @click.option("--as", "user", default="", help="In the embedded AWS: act as this user.")
    @wraps(command)
    def with_choice(
        *args: Any, profile: str, real: bool, region: str, table: str, user: str, **given: Any
    ) -> Any:
        return command(Choice(profile, real, region, table, user), *args, **given)

    return with_choice


def open_door(choice: Choice) -> Door:
    """The muster that is meant.

    Raises:
        click.UsageError: if the options contradict each other, or nothing says where.
        AwsError: if there are no credentials.
    """
    context = click.get_current_context(silent=True)
    found = context.find_object(Door) if context else None
    return found or _opened(choice, place_of(choice, os.environ))


def _opened(choice: Choice, place: Place) -> Door:
    from muster.model.settings import Settings  # noqa: PLC0415 - pydantic is slow to import
    from muster.wiring import open_service  # noqa: PLC0415 - and boto3 even more

    settings = Settings(table=choice.table) if choice.table else Settings()
    return Door(open_service(place, settings), place)


def place_of(choice: Choice, environ: Mapping[str, str]) -> Place:
    """The place that is meant. Raises `click.UsageError` as `open_door` says."""
    endpoint = environ.get("AWS_ENDPOINT_URL", "")
    if choice.real or choice.profile:
        return _real(choice, endpoint)
    state = read_state(state_file(environ))
    if endpoint:
        return _at_endpoint(choice, endpoint, state)
    if state is None or not is_running(state.endpoint):
        raise click.UsageError(
            "nothing says where: no embedded AWS is running, and no real account is named."
            " Start one with `muster embedded up`, or name an account with `--profile NAME` or"
            " `--real`."
        )
    return _embedded(choice, state)


def _real(choice: Choice, endpoint: str) -> Place:
    if endpoint and is_loopback(endpoint):
        raise click.UsageError(
            f"AWS_ENDPOINT_URL leads to {endpoint}, but a real account is asked for."
            " Unset it, or leave `--real` and `--profile` out."
        )
    if choice.user:
        raise click.UsageError("`--as` is for the embedded AWS; use `--profile` for an account.")
    name = f"the AWS profile {choice.profile}" if choice.profile else "the AWS of the environment"
    return Place(name, profile=choice.profile, region=choice.region, endpoint=endpoint)


def _at_endpoint(choice: Choice, endpoint: str, state: EmbeddedState | None) -> Place:
    if not is_loopback(endpoint):
        raise click.UsageError(
            f"AWS_ENDPOINT_URL leads to {endpoint}, which is not on this machine."
            " If it is a real account, say so: `--real`."
        )
    if state is not None and state.endpoint == endpoint and choice.user:
        return _embedded(choice, state)
    if choice.user:
        raise click.UsageError("`--as` needs an embedded AWS that `muster embedded up` started.")
    name = f"the AWS at {endpoint}"
    return Place(name, region=choice.region, endpoint=endpoint, undeployed=True)


def _embedded(choice: Choice, state: EmbeddedState) -> Place:
    user = choice.user or OPERATOR
    if user not in state.users:
        raise click.UsageError(
            f"the embedded AWS has no user `{user}`; it has {', '.join(sorted(state.users))}."
        )
    return Place(
        f"the embedded AWS at {state.endpoint}",
        region=choice.region or state.region,
        endpoint=state.endpoint,
        access_key=state.users[user],
        secret=state.secret,
        undeployed=True,
    )


def in_region(choice: Choice, region: str) -> Choice:
    """The choice with this Region, unless it names one."""
    return replace(choice, region=choice.region or region)
