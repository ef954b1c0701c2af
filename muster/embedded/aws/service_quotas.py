"""Service Quotas: the quotas that a recovery runs into, as AWS gives them to a new account.

Service Quotas API Reference, GetServiceQuota; AWS General Reference, DRS quotas; EC2 User Guide,
"On-Demand Instances". moto answers the rest.
"""

from collections.abc import Mapping
from typing import Any

from muster.embedded.aws.kit import Call, NotOurs, Service

QUOTAS: Mapping[tuple[str, str], tuple[str, float]] = {
    ("drs", "L-D88FAC3A"): ("Concurrent jobs in progress", 20.0),
    ("drs", "L-B827C881"): ("Max number of source servers in a single job", 100.0),
    ("drs", "L-05AFA8C6"): ("Max number of source servers in all jobs", 500.0),
    ("ec2", "L-1216C47A"): ("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z)", 256.0),
    ("ec2", "L-DB2E81BA"): ("Running On-Demand G and VT instances", 0.0),
    ("ec2", "L-417A185B"): ("Running On-Demand P instances", 0.0),
    ("ec2", "L-7295265B"): ("Running On-Demand X instances", 0.0),
}
"""Name and value, by service and code."""


def service() -> Service:
    """GetServiceQuota, for these quotas alone."""
    handlers = {"GetServiceQuota": _get}
    return Service(
        name="service-quotas", handlers=handlers, rest_to_moto=True, sometimes=frozenset(handlers)
    )


def _get(call: Call) -> Mapping[str, Any]:
    key = (call.params["ServiceCode"], call.params["QuotaCode"])
    if key not in QUOTAS:
        raise NotOurs
    name, value = QUOTAS[key]
    return {
        "Quota": {"ServiceCode": key[0], "QuotaCode": key[1], "QuotaName": name, "Value": value}
    }
