"""An embedded AWS of this process, with muster published in it."""

from typing import Self

from muster.embedded.aws.clock import FOREVER
from muster.embedded.aws.parts import Settings as WorldSettings
from muster.embedded.aws.world import DEFAULTS, World
from muster.entrypoints.local.material import Material
from muster.entrypoints.local.tempo import VirtualTime
from muster.entrypoints.releases import publication_of
from muster.model.people import People
from muster.model.settings import Hub, Settings
from muster.service.commands.publish import publish
from muster.service.service import Service
from muster.wiring import embedded_service


class Installation:
    """A world and the services of whoever acts in it; a context manager.

    Time passes while somebody sleeps on `time`, at `speed` (virtual seconds a real second).
    """

    def __init__(
        self,
        material: Material,
        *,
        start: float,
        seed: int = 0,
        speed: float = FOREVER,
        figures: WorldSettings = DEFAULTS,
    ) -> None:
        """Begin at `start` (epoch seconds, UTC), with nothing published."""
        self.material = material
        self.world = World(
            material.inventory, start=start, seed=seed, faults=material.faults, settings=figures
        )
        self.time = VirtualTime(self.world.clock, speed)
        hub = Hub(account=material.inventory.account, region=material.inventory.region)
        self.settings = Settings(hub=hub)
        self._services: dict[str, Service] = {}

    def service(self, principal: str) -> Service:
        """A muster as this principal (an ARN) has it."""
        if principal not in self._services:
            made = embedded_service(self.world, principal, self.settings, self.time)
            self._services[principal] = made
        return self._services[principal]

    @property
    def owner(self) -> str:
        """The ARN of whom everything here belongs to."""
        return f"arn:aws:iam::{self.material.inventory.account}:root"

    def publish(self, people: People | None) -> int:
        """Publish the plans with their pack and people; gives the number of runbooks."""
        publication = publication_of(
            self.material.plans, self.settings, people=people, with_pack=True
        )
        publish(self.service(self.owner), publication, lay_foundation=True)
        return len(publication.documents)

    def close(self) -> None:
        """Forget everything."""
        self.world.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
