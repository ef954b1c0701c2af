"""`muster spoke`."""

import re
import shlex
from pathlib import Path
from typing import Any, Final

import click

from muster.entrypoints.cli.door import Choice, open_door, place_options
from muster.entrypoints.cli.screen import note, say
from muster.entrypoints.deploy.stack.template import spoke as template_text
from muster.model.settings import Hub, Settings
from muster.service.commands.spoke import external_id as external_id_of

STACK: Final = "muster-spoke"
ORGANIZATION: Final = re.compile(r"o-[a-z0-9]{10,32}")


def _organization(_context: Any, _option: Any, value: str) -> str:
    if not ORGANIZATION.fullmatch(value):
        raise click.BadParameter("an id of AWS Organizations looks like `o-abcdefghij`.")
    return value


@click.command(name="spoke")
@click.option(
    "--organization",
    required=True,
    callback=_organization,
    metavar="ID",
    help="The organisation of hub and spokes, `o-…`.",
)
@click.option("--external-id", default="", help="The one that spokes of this hub have already.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("muster-spoke.yaml"),
    show_default=True,
    help="Where the stack's template is written.",
)
@place_options
def spoke(choice: Choice, *, organization: str, external_id: str, template: Path) -> None:
    """Let a hub recover the servers of another account: prints what has to be run there.

    The first time an external id is chosen for all spokes of the hub, and written into its table;
    that takes an administrator's rights. The command that goes to stdout is for the credentials of
    the other account, in the Region that its servers are recovered into. May be repeated.
    """
    service = open_door(choice).service
    caller = service.identity.caller()
    role = Hub(account=caller.account, region=caller.region).role(Settings().automation_role)
    known = external_id_of(service, external_id)
    template.write_text(template_text(), encoding="utf-8")
    note(f"{template} is the stack of a spoke. Run this with the other account's credentials,")
    note("with the Region that its servers are recovered into as --region:")
    say(_command(caller.region, template, role, organization, known))


def _command(region: str, template: Path, role: str, organization: str, known: str) -> str:
    given = {
        "AutomationRoleArn": role,
        "OrganizationId": organization,
        "ExternalId": known,
    }
    words = [
        *("aws", "cloudformation", "deploy", "--region", region, "--stack-name", STACK),
        *("--template-file", str(template), "--capabilities", "CAPABILITY_NAMED_IAM"),
        *("--parameter-overrides", *(f"{name}={value}" for name, value in given.items())),
    ]
    return shlex.join(words)
