"""One pass of a script that a loop calls again and again: ticks, until it is done or time is over.

Whatever fails for a moment, and whatever there is no time left for, is done by the next tick or the
next pass: every tick reads everything anew, and may end between any two calls.
"""

import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.limits import PASS
from ssm_documents.scripts.lib.clients import OutOfTimeError, is_transient, within

NO_CALL_AFTER = PASS + 20
"""When calls stop, in seconds: one that began may take 30 more, and SSM ends a script at 600."""


def repeat(
    tick: Callable[[], bool], pause: Callable[[], float], trouble: Callable[[str], object]
) -> bool:
    """Whether the work is done: `tick` until it says so, with `pause()` seconds between.

    `trouble` is told, best effort, what AWS answers when it fails for longer than a call is
    repeated.
    """
    began = time.monotonic()
    with within(began + NO_CALL_AFTER):
        while not _went_well(tick, trouble):
            seconds = pause()
            if time.monotonic() + seconds > began + PASS:
                return False
            time.sleep(seconds)
    return True


def _went_well(tick: Callable[[], bool], trouble: Callable[[str], object]) -> bool:
    try:
        return tick()
    except OutOfTimeError:
        return False
    except (ClientError, BotoCoreError) as error:
        if not is_transient(error):
            raise
        _tell(trouble, f"AWS, which does not answer: {error}")
        return False


def _tell(trouble: Callable[[str], object], text: str) -> None:
    try:
        trouble(text[:300])
    except (ClientError, BotoCoreError, OutOfTimeError):
        return
