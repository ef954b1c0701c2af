"""The instance of a source server that was taken out of DRS: EC2 knows it, and it may be in use.

EC2 finds it by the tags that DRS launches with. The guards of a wave look in the same way, so a
verb that is judged here sees what they see.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from muster.aws.connection import Connection
from muster.engine.instances import NOT_GONE, SOURCE_TAG, as_drs_lists, is_spare, newest_launch
from muster.service.errors import ForbiddenError


def unlisted_instance(
    connection: Connection, server: Mapping[str, Any], listed: Iterable[Mapping[str, Any]] = ()
) -> Mapping[str, Any]:
    """It in the words of DescribeRecoveryInstances; empty: there is none, or EC2 may not be asked.

    `server` as DescribeSourceServers shows it. One that was never launched is not asked about.
    `listed`: its instances that DRS lists; these are left out.
    """
    launched = newest_launch(server)
    found = _living(connection, str(server["sourceServerID"])) if launched else []
    known = {instance.get("ec2InstanceID") for instance in listed}
    shown = [as_drs_lists(one, server) for one in found if one["InstanceId"] not in known]
    return min(shown, key=is_spare, default={})


def _living(connection: Connection, server: str) -> list[Mapping[str, Any]]:
    filters = [
        {"Name": f"tag:{SOURCE_TAG}", "Values": [server]},
        {"Name": "instance-state-name", "Values": list(NOT_GONE)},
    ]
    about = f"instances of source server {server}"
    try:
        answer = connection.call("ec2", "describe_instances", about=about, Filters=filters)
    except ForbiddenError:
        return []
    return [one for each in answer.get("Reservations") or () for one in each["Instances"]]
