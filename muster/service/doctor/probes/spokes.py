"""Whether the hub is let into the other accounts that plans recover in."""

from muster.model.settings import Hub
from muster.service.doctor.probes.bench import Bench, said
from muster.service.doctor.spokes import external_id, spoke_accounts

QUESTION = "Is the automation role let into the accounts that plans recover in?"
OPEN = "only that role can try; the role that it enters trusts nobody else"


def probe(bench: Bench) -> str:
    """Try each account as the automation role; the keys that it gets leave no script."""
    accounts = spoke_accounts(bench.service)
    if not accounts:
        return "no plan recovers in another account"
    caller = bench.service.identity.caller()
    hub = Hub(account=caller.account, region=caller.region)
    document = bench.lay("spoke", AUTOMATION_ROLE=hub.role(bench.settings.automation_role))
    return "; ".join(f"{each}: {_tried(bench, document, each)}" for each in accounts)


def _tried(bench: Bench, document: str, account: str) -> str:
    region = bench.service.identity.caller().region
    role = Hub(account=account, region=region).role(bench.settings.spoke_role)
    given = {"SpokeRole": [role], "ExternalId": [external_id(bench.service)]}
    return said(bench.ended(bench.start(document, given)))
