"""One embedded AWS: its clock, its front, its services, its clients, its doors."""

import json
import random
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Self

import boto3

from muster.embedded.aws import ground, moto_side
from muster.embedded.aws.automation import Status
from muster.embedded.aws.clients import Clients
from muster.embedded.aws.clock import Clock
from muster.embedded.aws.drs import Targets
from muster.embedded.aws.eventbridge import EventBridge
from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.faults.script import FaultScript
from muster.embedded.aws.front import Front
from muster.embedded.aws.journal import Journal
from muster.embedded.aws.kit import Service
from muster.embedded.aws.lock import WorldLock
from muster.embedded.aws.parts import Parts, Settings
from muster.embedded.aws.principals import SECRET, USERS, Principals
from muster.embedded.aws.seeds import Inventory
from muster.embedded.aws.socket import SocketDoor
from muster.embedded.aws.throttle import Throttle
from muster.embedded.aws.wall import Pacer

DEFAULTS = Settings()
NOTHING_GOES_WRONG = FaultScript()


class WorldError(RuntimeError):
    """A world was asked for what it does once only, or of which a process can hold one only."""


class World:
    """A `context.Context`; use it as a context manager, or call `close()`."""

    parts: Parts

    def __init__(
        self,
        inventory: Inventory,
        *,
        start: float,
        seed: int = 0,
        faults: FaultScript = NOTHING_GOES_WRONG,
        settings: Settings = DEFAULTS,
    ) -> None:
        """Begin at `start` (epoch seconds, UTC); equal seeds give equal runs.

        One process holds one open world at a time, because moto keeps its state in module
        globals: `WorldError` otherwise.
        """
        self.inventory = inventory
        self.clock = Clock(start)
        self.lock = WorldLock()
        self.rng = random.Random(seed)  # noqa: S311 - a simulation
        self.journal = Journal(settings.journal_limit)
        self.principals = Principals(inventory.account)
        self.front = self._front(f"{seed}/requests")
        self._clients = Clients(self.front, self.principals)
        self.events = EventBridge(self)
        self._grounds: dict[tuple[str, str], ground.Ground] = {}
        self._doors: list[SocketDoor] = []
        self._pacer: Pacer | None = None
        with _Claim(self):
            moto_side.reset(f"{seed}/moto")
            chance = random.Random(f"{seed}/faults")  # noqa: S311 - a simulation
            self.faults = faults.play(Stage(self, chance, self._kill, self._drs))
            self._begin(self.faults.adjust(settings))
            self._let_loose()

    def _front(self, seed: str) -> Front:
        return Front(
            clock=self.clock,
            lock=self.lock,
            principals=self.principals,
            journal=self.journal,
            seed=seed,
        )

    def _let_loose(self) -> None:
        """From now on things go wrong: what the world begins with is spared."""
        self.front.before.insert(0, self.faults.before)
        self.front.after.append(self.faults.after)
        self.faults.begin()

    def _begin(self, settings: Settings) -> None:
        if settings.throttle:
            self.front.before.append(Throttle(self.clock))
        self.parts = Parts(self, self.principals, settings)
        for service in (self.events.service(), *self.parts.services()):
            self.register(service)
        for name, content in self.inventory.runbooks.items():
            self._create_runbook(name, content)

    def _create_runbook(self, name: str, content: Mapping[str, Any]) -> None:
        root = f"arn:aws:iam::{self.inventory.account}:root"
        self.client("ssm", principal=root, region=self.inventory.region).create_document(
            Name=name,
            Content=json.dumps(content),
            DocumentType="Automation",
            DocumentFormat="JSON",
        )

    def _drs(self) -> Targets:
        return self.parts.drs.targets

    def _kill(self, execution_id: str, status: str) -> None:
        self.parts.automation.kill_execution(execution_id, Status(status))

    def register(self, service: Service) -> None:
        """Let a service of ours answer its operations instead of moto."""
        self.front.register(service)

    def session(self, principal: str, region: str) -> boto3.Session:
        """A boto3 session of this process, signed in as the ARN `principal`."""
        return self._clients.session(principal, region)

    def client(self, service: str, *, principal: str, region: str) -> Any:
        """A boto3 client as `context.Context` promises it; asked again, the same one."""
        return self._clients.client(service, principal, region)

    def emit(
        self,
        *,
        account: str,
        region: str,
        source: str,
        detail_type: str,
        detail: Mapping[str, Any],
        resources: Sequence[str] = (),
    ) -> None:
        """Put one event on the account's default bus, `time` being the virtual present."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Detail": json.dumps(detail),
            "Resources": list(resources),
        }
        with self.lock:
            self.events.put((account, region), entry)

    def new_id(self, length: int = 17, alphabet: str = "0123456789abcdef") -> str:
        """A fresh id from the world's own seeded randomness."""
        return "".join(self.rng.choices(alphabet, k=length))

    def new_uuid(self) -> str:
        """A fresh UUID (version 4 in form) from the world's own seeded randomness."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def prepare(self, account: str, region: str) -> ground.Ground:
        """What instances of an account and Region stand on: image, VPC, subnets; made at need."""
        place = (account, region)
        if place not in self._grounds:
            ec2 = self.client("ec2", principal=f"arn:aws:iam::{account}:root", region=region)
            hub = (self.inventory.account, self.inventory.region)
            subnets = self.inventory.subnets if place == hub else ()
            self._grounds[place] = ground.prepare(ec2, subnets)
        return self._grounds[place]

    def listen(self, port: int = 0) -> SocketDoor:
        """Open the door on the network; raises `PortTakenError`. `close()` closes it too."""
        door = SocketDoor(self.front, port)
        self._doors.append(door)
        return door

    def pace(self, speed: float) -> Pacer:
        """Let time flow `speed` times as fast as the wall's, in a thread; `close()` stops it."""
        if self._pacer is not None:
            raise WorldError("time flows already")
        self._pacer = Pacer(self.clock, self.lock, speed)
        self.front.catch_up, self.front.pause = self._pacer.catch_up, self._pacer.pause
        self._pacer.start()
        return self._pacer

    def environment(self, port: int, user: str = "operator") -> dict[str, str]:
        """The environment variables that lead any AWS client to this world, as one of `USERS`."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": USERS[user],
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": self.inventory.region,
            "AWS_DEFAULT_REGION": self.inventory.region,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def close(self) -> None:
        """Close the doors, stop time and forget everything; another world may begin.

        Not while holding the lock: the thread that moves time has to come to its end first.
        """
        for door in self._doors:
            door.close()
        self._doors.clear()
        if self._pacer is not None:
            self._pacer.stop()
        _Claim.release(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Claim:
    """The process's one place for a world; free again if the world's beginning fails."""

    _holders: list[World] = []  # noqa: RUF012 - shared on purpose: it is one for the process

    def __init__(self, world: World) -> None:
        if self._holders:
            raise WorldError(
                "another embedded AWS is open in this process (moto keeps its state in module"
                " globals); close() it first"
            )
        self._holders.append(world)
        self._world = world

    def __enter__(self) -> None:
        """The claim is made."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.release(self._world)

    @classmethod
    def release(cls, world: World) -> None:
        """Give the place back, if it is this world's."""
        if world in cls._holders:
            cls._holders.remove(world)
