"""What the log of a job says, asked for when its servers are launching for unusually long."""

from muster.engine.items import Intent
from muster.engine.silence import LONG_SILENT, silence_of, told_of
from muster.engine.states import IntentState
from ssm_documents.scripts.lib.here import now
from ssm_documents.scripts.lib.sight import Sight, Watch

HEAR_AGAIN = 120
"""What the log of a silent job said is believed this long, in seconds."""


def silences(watch: Watch, sight: Sight) -> str:
    """The jobs of the wave that are silent for long, in words; empty if none is."""
    placed = [i for i in sight.intents if i.state == IntentState.PLACED]
    told = {_silence(watch, sight, i) for i in placed if now() - i.at > LONG_SILENT}
    return "; ".join(sorted(told - {""}))


def _silence(watch: Watch, sight: Sight, intent: Intent) -> str:
    jobs = (job for target in sight.targets.values() for job in target.jobs)
    job = next((job for job in jobs if job.job == intent.job), None)
    known = watch.logs.known.get(intent.job)
    if job is None or not silence_of(job, known.heard if known else {}, now()):
        return ""
    log = watch.logs.of(watch.here, intent, HEAR_AGAIN)
    silent = silence_of(job, log.heard, now()) if log else None
    names = {server.server: server.name for server in sight.servers.values()}
    return told_of(silent, names) if silent else ""
