"""Accounts and Regions in which servers are recovered, and how a runbook of the hub reaches them.

In the hub's own account a runbook acts as its own role. In another account it assumes the spoke's
role, which trusts the hub's automation role together with an external id (IAM user guide,
"Access to AWS accounts owned by third parties": the external id).
"""

from collections.abc import Iterable

from botocore.exceptions import ClientError

from muster.engine.items import Intent, Server
from muster.engine.keys import spokes_key
from ssm_documents.scripts.lib.clients import Where, call, client, error_code
from ssm_documents.scripts.lib.here import Here, RefusedError

Place = tuple[str, str]
"""Account and Region."""
LONGEST_NAME = 64
DENIED = frozenset({"AccessDenied", "AccessDeniedException"})


def place_of(here: Here, item: Server | Intent) -> Place:
    """The place that an item names; without one, the hub's own."""
    return item.account or here.account, item.region or here.region


def by_place(here: Here, servers: Iterable[Server]) -> dict[Place, list[Server]]:
    """The servers of each account and Region, in the order of the servers."""
    found: dict[Place, list[Server]] = {}
    for server in servers:
        found.setdefault(place_of(here, server), []).append(server)
    return found


def place_name(place: Place) -> str:
    """What people call it."""
    return f"account {place[0]} in {place[1]}"


def silent_place(place: Place, error: Exception) -> str:
    """What is waited for where AWS does not answer, in words."""
    return f"AWS, which does not answer for {place_name(place)}: {error}"[:300]


def where(here: Here, place: Place) -> Where:
    """How to call a place; a role is assumed once a pass: its keys outlive any script.

    Raises `RefusedError` if the spoke does not let the hub in.
    """
    account, region = place
    if account != here.account and account not in here.lent:
        here.lent[account] = _assumed(here, account)
    return Where(region, here.lent.get(account, {}))


def _assumed(here: Here, account: str) -> dict[str, str]:
    role = str(here.events["spoke_role"]).replace("::*:", f"::{account}:")
    secret = str(here.table.get(spokes_key()).get("external_id") or "")
    given = {"ExternalId": secret} if secret else {}
    name = f"muster-{here.run}"[:LONGEST_NAME]
    sts = client("sts", here.region)
    try:
        answer = call(sts.assume_role, RoleArn=role, RoleSessionName=name, **given)
    except ClientError as error:
        if error_code(error) not in DENIED:
            raise
        raise RefusedError(
            f"account {account} does not let the hub in as {role}: deploy the spoke's stack there,"
            f" with the external id that item {'/'.join(spokes_key())} of the run table holds"
        ) from error
    keys = answer["Credentials"]
    return {
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretAccessKey"],
        "aws_session_token": keys["SessionToken"],
    }
