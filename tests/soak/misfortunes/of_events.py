"""Events: lost, late, twice, or of what never happened."""

from collections.abc import Callable, Mapping

SOURCES = ({}, {"source": "muster"}, {"source": "aws.ssm"}, {"source": "aws.drs"})


def lost(rng, servers):
    """EventBridge loses some of them, or all."""
    return [{"event-lost": rng.choice(SOURCES) | {"rate": rng.choice([0.3, 1.0])}}]


def delayed(rng, servers):
    """They come late, and others overtake them."""
    by = f"{rng.randint(20, 150)}s"
    return [{"event-delayed": rng.choice(SOURCES) | {"by": by, "rate": 0.5}}]


def duplicated(rng, servers):
    """They come twice."""
    after = f"{rng.randint(0, 60)}s"
    return [{"event-duplicated": rng.choice(SOURCES) | {"after": after, "times": "always"}}]


def forged(rng, servers):
    """Somebody tells that a server was launched, or that a run ended, and it is not so."""
    launched = {"state": "RECOVERY_LAUNCH_SUCCEEDED", "job-id": "drsjob-11111111111111111"}
    told = rng.choice(
        [
            ("aws.drs", "DRS Source Server Launch Result", launched),
            ("muster", "muster run changed", {"run": "r-nobody", "state": "succeeded"}),
            ("muster", "muster approval needed", {"run": "r-nobody", "gate": "run", "wave": ""}),
        ]
    )
    names = ("source", "detail_type", "detail")
    forgery = {"at": f"{rng.randint(0, 150)}s", **dict(zip(names, told, strict=True))}
    return [{"event-forged": forgery}]


KINDS: Mapping[str, Callable] = {
    "delayed": delayed,
    "duplicated": duplicated,
    "forged": forged,
    "lost": lost,
}
