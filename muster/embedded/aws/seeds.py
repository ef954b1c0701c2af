"""What an embedded AWS holds before the first call: plain values, from a file or from code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

GIB = 1024**3


@dataclass(frozen=True)
class Disk:
    """One replicated disk: device name as the agent reports it, size in bytes."""

    device: str = "/dev/nvme0n1"
    size: int = 8 * GIB


@dataclass(frozen=True)
class Replication:
    """How a server replicates; `state` is a DRS `dataReplicationState`, the rest are seconds."""

    state: str = "CONTINUOUS"
    lag: float = 0.0
    snapshot_age: float = 600.0


@dataclass(frozen=True)
class Launch:
    """The DRS launch configuration of a server, as far as an inventory may set it.

    `subnet` is a CIDR block in the default VPC, named by the launch template; empty: EC2 chooses.
    """

    disposition: Literal["STARTED", "STOPPED"] = "STARTED"
    copy_private_ip: bool = False
    copy_tags: bool = True
    right_sizing: Literal["NONE", "BASIC", "IN_AWS"] = "NONE"
    subnet: str = ""


@dataclass(frozen=True)
class Staging:
    """Which source server of a staging account an extended one stands for, in the same Region.

    `error`: why DRS cannot reach it (`EXTENSION_ERROR`); empty if it can.
    """

    account: str
    server: str
    error: str = ""


@dataclass(frozen=True)
class Server:
    """A DRS source server; `recovery_instance` says what already runs for it at the beginning.

    One with `staging` is an extended source server: machine and replication are those of the server
    that it stands for, whatever is said here.

    What answers on its recovery instances: `ports` is so many seconds after the launch (`inf`:
    never), by TCP port; `http` the status of a GET, by port and path (`8080/healthz`).
    """

    id: str
    account: str
    region: str
    hostname: str = "server.example.internal"
    tags: Mapping[str, str] = field(default_factory=dict)
    instance_type: str = "c5.large"
    ram_bytes: int = GIB
    cores: int = 2
    disks: tuple[Disk, ...] = (Disk(),)
    os: str = "Linux"
    replication: Replication = Replication()
    recovery_instance: Literal["live", "drill"] | None = None
    launch: Launch = Launch()
    staging: Staging | None = None
    ports: Mapping[int, float] = field(default_factory=dict)
    http: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Function:
    """A Lambda function played in process: works `takes` seconds, then returns or fails."""

    name: str
    takes: float = 1.0
    returns: Any = None
    fails: str | None = None


@dataclass(frozen=True)
class Inventory:
    """The whole beginning. `account` and `region` are the hub's; servers may live elsewhere.

    `runbooks` are contents of Automation documents by name; `subnets` are CIDR blocks in
    the default VPC (172.31.0.0/16) of the hub, made at the beginning beside its default subnets.
    """

    account: str = "123456789012"
    region: str = "us-west-2"
    servers: tuple[Server, ...] = ()
    functions: Mapping[str, Function] = field(default_factory=dict)
    runbooks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    subnets: tuple[str, ...] = ()

    def places(self) -> tuple[tuple[str, str], ...]:
        """Every (account, Region) that anything here belongs to, the hub's first."""
        return tuple(
            dict.fromkeys(
                [(self.account, self.region), *((s.account, s.region) for s in self.servers)]
            )
        )
