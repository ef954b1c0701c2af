"""The verbs by name."""

from collections.abc import Callable

from muster.engine.verbs.abort import abort
from muster.engine.verbs.adopt import adopt
from muster.engine.verbs.cancel import cancel
from muster.engine.verbs.of_server import AskServer
from muster.engine.verbs.outcome import Ask, Outcome
from muster.engine.verbs.pause import pause
from muster.engine.verbs.relaunch import relaunch
from muster.engine.verbs.restart import restart
from muster.engine.verbs.resume import resume
from muster.engine.verbs.retry import retry
from muster.engine.verbs.skip import skip

VERBS: dict[str, Callable[[Ask], Outcome]] = {
    "pause": pause,
    "resume": resume,
    "retry": retry,
    "skip": skip,
    "abort": abort,
    "cancel": cancel,
    "restart": restart,
}
"""On a run, or on one of its waves."""

SERVER_VERBS: dict[str, Callable[[AskServer], Outcome]] = {"adopt": adopt, "relaunch": relaunch}
"""On one source server of a run."""
