"""The other accounts that published plans recover in, and how the hub is let into them."""

from muster.engine.keys import spokes_key
from muster.service.reading.contents import accounts_of, plan_content
from muster.service.reading.plans import published_plans
from muster.service.service import Service


def spoke_accounts(service: Service) -> tuple[str, ...]:
    """Their numbers, in order; those of plans as they are published now."""
    here = service.identity.caller().account
    contents = (plan_content(service.table, p.plan, p.hash) for p in published_plans(service))
    return tuple(sorted({account for each in contents for account in accounts_of(each)} - {here}))


def external_id(service: Service) -> str:
    """What the spokes' roles ask the hub for; empty if the hub was not told."""
    return str(service.table.item(spokes_key()).get("external_id") or "")
