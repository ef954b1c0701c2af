"""Whether what is to be recovered replicates, and may be recovered."""

from collections.abc import Iterator, Sequence

from muster.service.doctor.finding import Answer, bad, doubtful, good
from muster.service.doctor.patient import Patient
from muster.service.doctor.ports import EstateServer

TITLE = "source servers"
TAG, YES = "muster:recover", "yes"
HEALTHY = "CONTINUOUS"
NAMED = 5


def check(patient: Patient) -> Iterator[Answer]:
    """There are some, they replicate, can be reached, and carry the tag that the roles ask for."""
    if not patient.estate.is_initialised():
        return
    servers = patient.estate.servers()
    if not servers:
        yield bad("DRS has no source server here", "install the DRS agent on what is to recover")
        return
    yield from _tagged(servers, asked=patient.has_stack)
    yield from _extended(servers)
    yield from _replicating(servers)


def _tagged(servers: Sequence[EstateServer], *, asked: bool) -> Iterator[Answer]:
    untagged = [each.server for each in servers if each.tags.get(TAG) != YES]
    if untagged and asked:
        yield doubtful(
            f"{len(untagged)} of {len(servers)} lack the tag {TAG}={YES}: {_named(untagged)}",
            "tag those that plans name: `aws drs tag-resource`; IAM refuses to launch the others",
        )


def _extended(servers: Sequence[EstateServer]) -> Iterator[Answer]:
    lost = [each.server for each in servers if each.out_of_reach]
    accounts = sorted({each.out_of_reach for each in servers} - {""})
    if lost:
        yield bad(
            f"{len(lost)} of {len(servers)} cannot be reached in staging account"
            f" {', '.join(accounts)}: {_named(lost)}",
            "there, in the DRS console, Settings, Trusted accounts: give this account the staging"
            " role; where the staging server is gone, delete the extended one",
        )


def _replicating(servers: Sequence[EstateServer]) -> Iterator[Answer]:
    halted = [each.server for each in servers if each.replication != HEALTHY]
    if halted:
        yield doubtful(
            f"{len(halted)} of {len(servers)} do not replicate continuously: {_named(halted)}",
            "look at them in the DRS console: they recover to an older state, or not at all",
        )
    else:
        yield good(f"{len(servers)} replicate")


def _named(servers: Sequence[str]) -> str:
    more = f" and {len(servers) - NAMED} more" if len(servers) > NAMED else ""
    return ", ".join(servers[:NAMED]) + more
