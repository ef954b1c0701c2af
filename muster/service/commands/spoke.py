"""The external id by which spokes know their hub: chosen once, kept in the run table.

It is no secret: it keeps others from having the hub's role used for them (IAM user guide, "The
confused deputy problem"). Administrators alone may write it, with their own credentials.
"""

import re

from muster.engine.keys import spokes_key
from muster.engine.writes import absent, put
from muster.service.errors import RefusedError
from muster.service.service import Service

LEGAL = re.compile(r"[\w+=,.@:/-]{16,1224}", re.ASCII)
"""STS, AssumeRole, `ExternalId`; the stack of a spoke wants sixteen characters."""


def external_id(service: Service, wished: str = "") -> str:
    """The hub's external id; without one, `wished` or a new one becomes it.

    Raises `RefusedError` if `wished` is not legal, or the hub has another one already; `AwsError`
    if the caller may not read or write it.
    """
    if wished and not LEGAL.fullmatch(wished):
        raise RefusedError(
            "this is no external id", "16 to 1224 letters, digits and `+=,.@:/-_`, nothing else"
        )
    known = _known(service) or _chosen(service, wished or service.ids.token())
    if wished and known != wished:
        raise RefusedError(
            "the hub has another external id already",
            "its spokes trust that one: leave the option out",
        )
    return known


def _known(service: Service) -> str:
    return str(service.table.item(spokes_key()).get("external_id") or "")


def _chosen(service: Service, value: str) -> str:
    """The value, unless somebody else was faster."""
    written = service.store.write(put(spokes_key(), {"external_id": value}, absent("external_id")))
    return value if written else _known(service)
