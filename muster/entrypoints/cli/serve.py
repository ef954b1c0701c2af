"""`muster serve`: the bot in Socket Mode, with the consumer and the reconciler."""

import os
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from muster.entrypoints.cli.door import Choice, place_of, place_options
from muster.entrypoints.cli.failures import DONE, NO
from muster.entrypoints.cli.screen import note, say
from muster.service.values import Place


@click.command(name="serve")
@click.option("--check", is_flag=True, help="Ask Slack about tokens and blocks, and end.")
@place_options
def serve(choice: Choice, *, check: bool) -> int:
    """Be the bot in Slack until it is stopped: Socket Mode needs no public address.

    What Slack has to be told comes from the environment (MUSTER_SLACK_TOKEN and others) or from
    a secret of Secrets Manager (MUSTER_SLACK_SECRET). Logs go to stderr, a line of JSON each.
    """
    from muster.entrypoints.logs import log_to_stderr  # noqa: PLC0415 - --help stays fast

    log_to_stderr()
    place = place_of(choice, os.environ)
    told = _told(place)
    if check:
        return _check(told)
    with _ending_politely():
        _serve(place, choice, told)
    note("stopped; runs go on without it")
    return DONE


def _told(place: Place) -> Mapping[str, str]:
    from muster.aws.clock import AwsClock  # noqa: PLC0415 - boto3 is slow to import
    from muster.aws.secrets import AwsSecrets  # noqa: PLC0415 - likewise
    from muster.entrypoints.serve.variables import read_variables  # noqa: PLC0415 - likewise
    from muster.wiring import open_connection  # noqa: PLC0415 - likewise

    def read_secret(name: str) -> Mapping[str, Any]:
        return AwsSecrets(open_connection(place, AwsClock())).read(name)

    return read_variables(os.environ, read_secret)


def _serve(place: Place, choice: Choice, told: Mapping[str, str]) -> None:
    from muster.entrypoints.serve.serving import Serving  # noqa: PLC0415 - boto3 is slow to import
    from muster.model.settings import Settings  # noqa: PLC0415 - and so is pydantic

    settings = Settings(table=choice.table) if choice.table else Settings()
    serving = Serving(place, settings, told)
    serving.start()
    note(f"the bot is at work in {place.name}; Ctrl-C ends it")
    try:
        serving.wait()
    except KeyboardInterrupt:
        note("ending")
    finally:
        serving.stop()


def _check(told: Mapping[str, str]) -> int:
    from muster.entrypoints.serve.checks import Checked, look  # noqa: PLC0415 - likewise

    found: Iterable[Checked] = tuple(look(told))
    for each in found:
        say(f"{'fail' if each.wrong else 'ok  '}  {each.what}{': ' * bool(each.wrong)}{each.wrong}")
    return NO if any(each.wrong for each in found) else DONE


@contextmanager
def _ending_politely() -> Iterator[None]:
    """A polite kill ends it as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:  # before it was at work
        return
    finally:
        signal.signal(signal.SIGTERM, before)
