"""`random` and `uuid` from the world's seed, for scripts: the same seed gives the same run."""

import random
import uuid
from collections.abc import Callable
from types import ModuleType


def random_module(rng: random.Random) -> ModuleType:
    """A module like `random` whose functions draw from a generator seeded by `rng`."""
    source = random.Random(rng.random())  # noqa: S311 - chance, not secrecy
    names = (name for name in random.__all__ if name[0].islower())
    module = ModuleType("random", random.__doc__)
    module.__dict__.update(vars(random), **{name: getattr(source, name) for name in names})
    return module


def uuid_module(new_uuid: Callable[[], str]) -> ModuleType:
    """A module like `uuid` whose `uuid4` (and `uuid1`) come from the world."""

    def fresh(*_: object) -> uuid.UUID:
        return uuid.UUID(new_uuid())

    module = ModuleType("uuid", uuid.__doc__)
    module.__dict__.update(vars(uuid), uuid4=fresh, uuid1=fresh)
    return module
