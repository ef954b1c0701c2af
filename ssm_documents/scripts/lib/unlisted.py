"""Instances of source servers that DRS does not list: not yet, or not any more.

A launch terminates them all the same, "regardless if they have been disconnected and deleted from
DRS" (user guide, failback-preparing-failover): after a failover that was finished, that is
production. EC2 knows them by the tags that DRS launches with. These are seen on real instances and
not documented: what lacks them is overlooked, and nothing is refused because of that.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from muster.engine.instances import JOB_TAG, NOT_GONE, SOURCE_TAG, as_drs_lists, newest_launch
from ssm_documents.scripts.lib.clients import Where, client, every, is_transient

FILTERED = 200
"""Values of one filter (EC2 API, DescribeInstances)."""


def unlisted_instances(
    where: str | Where, servers: Mapping[str, Mapping[str, Any]], listed: Container[str] = ()
) -> dict[str, dict[str, Any]]:
    """The living instance that EC2 has of each source server, in the words of DRS's listing.

    `servers` are the source servers as DRS describes them, by id. One that was never launched is
    not asked about. `listed`: the EC2 ids of instances that DRS lists; these are left out. An
    instance counts as a drill's only if the server's last launch says so.
    """
    asked = [name for name, server in servers.items() if newest_launch(server)]
    found = [
        as_drs_lists(instance, servers[_source_of(instance)])
        for start in range(0, len(asked), FILTERED)
        for instance in _launched_for(where, asked[start : start + FILTERED])
        if instance["InstanceId"] not in listed
    ]
    found.sort(key=lambda instance: not instance["isDrill"])
    return {instance["sourceServerID"]: instance for instance in found}


def launched_by(where: str | Where, jobs: Iterable[str]) -> list[str]:
    """The living instances that EC2 has of these jobs; servers that only convert are none."""
    known = sorted(jobs)
    ours = {"Name": "tag-key", "Values": [SOURCE_TAG]}
    return [
        str(instance["InstanceId"])
        for start in range(0, len(known), FILTERED)
        for instance in _living(
            where, ours, {"Name": f"tag:{JOB_TAG}", "Values": known[start : start + FILTERED]}
        )
    ]


def _source_of(instance: Mapping[str, Any]) -> str:
    return next(str(tag["Value"]) for tag in instance["Tags"] if tag["Key"] == SOURCE_TAG)


def _launched_for(where: str | Where, servers: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """What EC2 shows; if it may not be asked, DRS's listing has to do."""
    try:
        yield from _living(where, {"Name": f"tag:{SOURCE_TAG}", "Values": list(servers)})
    except ClientError as error:
        if is_transient(error):
            raise


def _living(where: str | Where, *filters: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    chosen = [*filters, {"Name": "instance-state-name", "Values": list(NOT_GONE)}]
    for page in every(client("ec2", where).describe_instances, "Reservations", Filters=chosen):
        yield from page["Instances"]
