"""Extended source servers: DRS has them converted in their staging account before it launches them.

DRS tells how far a launch is in the log of its job alone. What comes before LAUNCH_START is the
conversion; that this holds for extended servers too is an assumption, of words and nothing else.
"""

from collections import Counter

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.items import Intent
from muster.engine.states import IntentState, ServerState
from ssm_documents.scripts.lib.clients import client, every
from ssm_documents.scripts.lib.here import now
from ssm_documents.scripts.lib.places import place_of, where
from ssm_documents.scripts.lib.sight import Sight, Watch

READ_AGAIN = 60
"""A log is read this often, in seconds, and only while servers of it are to be converted."""


def conversions(watch: Watch, sight: Sight) -> str:
    """The conversions in staging accounts that the wave waits for, in words; empty if none."""
    placed = [intent for intent in sight.intents if intent.state == IntentState.PLACED]
    left = [name for intent in placed for name in _left(watch, sight, intent)]
    accounts = Counter(sight.servers[name].staging for name in left)
    found = (f"conversion in staging account {a} ({n} servers)" for a, n in accounts.items())
    return "; ".join(sorted(found))


def _left(watch: Watch, sight: Sight, intent: Intent) -> set[str]:
    """The extended servers of a launch that are not converted yet, as far as its log says."""
    known = [sight.servers[name] for name in intent.servers if name in sight.servers]
    launching = [each for each in known if each.state == ServerState.LAUNCHING]
    extended = {each.server for each in launching if each.staging}
    left = extended - watch.converted.get(intent.job, set())
    key = f"log of {intent.job}"
    if not left or now() - watch.asked.get(key, 0) < READ_AGAIN:
        return left
    watch.asked[key] = now()
    watch.converted[intent.job] = _being_launched(watch, intent)
    return left - watch.converted[intent.job]


def _being_launched(watch: Watch, intent: Intent) -> set[str]:
    """The servers past their conversion; none if DRS does not say: nothing depends on it."""
    drs = client("drs", where(watch.here, place_of(watch.here, intent)))
    try:
        log = every(drs.describe_job_log_items, jobID=intent.job, maxResults=200)
    except (ClientError, BotoCoreError):
        return set()
    about = [item.get("eventData") or {} for item in log if item.get("event") == "LAUNCH_START"]
    return {str(data.get("sourceServerID")) for data in about}
