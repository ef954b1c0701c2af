"""The verbs by name."""

from collections.abc import Callable

from muster.engine.verbs.abort import abort
from muster.engine.verbs.cancel import cancel
from muster.engine.verbs.outcome import Ask, Outcome
from muster.engine.verbs.pause import pause
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
