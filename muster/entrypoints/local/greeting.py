"""What `embedded up` prints: lines that a shell can read, the rest as comments. Pure."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from muster.engine.verdict import duration

AGAINST = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
"""Variables that would lead a client elsewhere, or nowhere."""

_MISLEADING = re.compile(r"AWS_ENDPOINT_URL_\w+|AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")


@dataclass(frozen=True)
class Greeting:
    """What there is to say: how clients get here, what is published, how fast time runs."""

    endpoint: str
    account: str
    region: str
    environment: Mapping[str, str]
    approver: str
    break_glass: str
    plans: tuple[str, ...]
    speed: float
    misleading: tuple[str, ...]


def misleading(environ: Iterable[str]) -> tuple[str, ...]:
    """Names of variables that a client would obey more than AWS_ENDPOINT_URL."""
    return tuple(sorted(name for name in environ if _MISLEADING.fullmatch(name)))


def past_proxies(environ: Mapping[str, str], host: str) -> dict[str, str]:
    """Variables that keep clients from asking a proxy for `host`, beside what is kept already."""
    known = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    names = ",".join(name for name in (known, host) if name)
    return {"NO_PROXY": names, "no_proxy": names}


def greeting_lines(told: Greeting) -> Iterator[str]:
    """A script for `sh`, to be read by people too."""
    yield f"# An AWS on this machine: {told.endpoint}, account {told.account}, {told.region}."
    yield f"# Nothing in it touches a real account. {_tempo(told.speed)}"
    yield ""
    yield "# For the aws CLI and every SDK, in another terminal:"
    yield f"unset {' '.join((*AGAINST, *told.misleading))}"
    for name, value in told.environment.items():
        yield f"export {name}={shlex.quote(value)}"
    yield ""
    yield "# To act as the approver, a second person:"
    yield f"#   export AWS_ACCESS_KEY_ID={told.approver}"
    yield "# To take the break-glass role, which may approve when nobody else can:"
    yield f"#   aws sts assume-role --role-arn {told.break_glass} --role-session-name $USER"
    yield from _what_next(told)


def _tempo(speed: float) -> str:
    return f"Time runs {speed:g} times as fast: an hour takes {duration(round(3600 / speed))}."


def _what_next(told: Greeting) -> Iterator[str]:
    yield ""
    if not told.plans:
        yield "# Nothing is published. Next: muster plan publish PLAN --people FILE --pack"
    for plan in told.plans:
        yield f"# Plan `{plan}` is published. Next: muster run drill {plan} --watch"
    yield "# `muster` finds this AWS by itself; `--as approver` makes it act as the second person."
    yield "# Ctrl-C stops it and forgets everything."
