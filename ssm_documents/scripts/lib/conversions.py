"""Extended source servers: DRS has them converted in their staging account before it launches them.

DRS tells how far a launch is in the log of its job alone. What comes before LAUNCH_START is the
conversion; that this holds for extended servers too is an assumption, of words and nothing else.
"""

from collections import Counter

from muster.engine.counts import counted
from muster.engine.items import Intent
from muster.engine.states import IntentState, ServerState
from ssm_documents.scripts.lib.job_logs import JobLog
from ssm_documents.scripts.lib.sight import Sight, Watch

READ_AGAIN = 60
"""What a log said is believed this long, in seconds, while servers of it are to be converted."""


def conversions(watch: Watch, sight: Sight) -> str:
    """The conversions in staging accounts that the wave waits for, in words; empty if none."""
    placed = [intent for intent in sight.intents if intent.state == IntentState.PLACED]
    left = [name for intent in placed for name in _left(watch, sight, intent)]
    accounts = Counter(sight.servers[name].staging for name in left)
    counts = {account: counted(servers, "server") for account, servers in accounts.items()}
    return "; ".join(sorted(f"conversion in staging account {a} ({n})" for a, n in counts.items()))


def _left(watch: Watch, sight: Sight, intent: Intent) -> set[str]:
    """The extended servers of a launch that are not converted yet, as far as its log says."""
    known = [sight.servers[name] for name in intent.servers if name in sight.servers]
    launching = [each for each in known if each.state == ServerState.LAUNCHING]
    extended = {each.server for each in launching if each.staging}
    left = extended - _converted(watch.logs.known.get(intent.job))
    return left and left - _converted(watch.logs.of(watch.here, intent, READ_AGAIN))


def _converted(log: JobLog | None) -> frozenset[str]:
    return log.launching if log else frozenset()
