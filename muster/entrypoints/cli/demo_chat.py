"""`muster demo` with its chat: opens the channel, waits until somebody has had enough."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from muster.aws.clock import AwsClock
from muster.embedded.slack.misfortunes import MISFORTUNES
from muster.entrypoints.channel.aim import CAPACITY, aimed
from muster.entrypoints.channel.channel import Channel, open_channel
from muster.entrypoints.channel.display import open_page
from muster.entrypoints.channel.greeting import FAREWELL, addresses, introduction
from muster.entrypoints.cli.failures import DONE
from muster.entrypoints.cli.paper import print_lines
from muster.entrypoints.cli.screen import note
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import Material


def chat(material: Material, speed: float, fault: str) -> int:
    """Run the demo until Ctrl-C, or a polite kill; `fault` by name, of the AWS or of the chat."""
    with _until_interrupted():
        print_lines(introduction(material.plans[0].plan, speed))
        sys.stdout.flush()
        _stay(material, speed, fault)
    note(FAREWELL)
    return DONE


def _stay(material: Material, speed: float, fault: str) -> None:
    fails = fault == CAPACITY
    meant = aimed(material) if fails else material
    with (
        Installation(meant, start=float(AwsClock().now())) as aws,
        open_channel(aws, speed, fails=fails, misfortune=MISFORTUNES.get(fault)) as channel,
    ):
        _greet(channel)
        threading.Event().wait()


def _greet(channel: Channel) -> None:
    opened = open_page(channel.page)
    print_lines(addresses(channel.page, channel.endpoint, opened=opened))
    for each in channel.notes:
        note(f"note: {each}")
    sys.stdout.flush()


@contextmanager
def _until_interrupted() -> Iterator[None]:
    """Ctrl-C, a polite kill and a terminal that closes end it quietly, at any moment."""
    names = (signal.SIGTERM, signal.SIGHUP)
    before = {name: signal.signal(name, signal.default_int_handler) for name in names}
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
