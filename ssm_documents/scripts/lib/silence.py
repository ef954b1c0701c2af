"""What the log of a job says, asked for when its servers are launching for unusually long."""

from muster.engine.items import Intent
from muster.engine.silence import LONG_SILENT, silence_of, told_of
from muster.engine.states import IntentState
from ssm_documents.scripts.lib.here import now
from ssm_documents.scripts.lib.jobs import epoch_of
from ssm_documents.scripts.lib.places import place_of, where
from ssm_documents.scripts.lib.results import job_log
from ssm_documents.scripts.lib.sight import Sight, Watch

HEAR_AGAIN = 120
"""The log of a silent job is asked for this often, in seconds."""


def silences(watch: Watch, sight: Sight) -> str:
    """The jobs of the wave that are silent for long, in words; empty if none is."""
    placed = [i for i in sight.intents if i.state == IntentState.PLACED]
    told = {_silence(watch, sight, i) for i in placed if now() - i.at > LONG_SILENT}
    return "; ".join(sorted(told - {""}))


def _silence(watch: Watch, sight: Sight, intent: Intent) -> str:
    jobs = (job for target in sight.targets.values() for job in target.jobs)
    job = next((job for job in jobs if job.job == intent.job), None)
    if job is None:
        return ""
    silent = silence_of(job, watch.heard.get(job.job, {}), now())
    if silent and now() - watch.asked.get(f"log/{job.job}", 0) >= HEAR_AGAIN:
        _hear(watch, intent)
        silent = silence_of(job, watch.heard[job.job], now())
    names = {server.server: server.name for server in sight.servers.values()}
    return told_of(silent, names) if silent else ""


def _hear(watch: Watch, intent: Intent) -> None:
    """Note when the log spoke last, of each server and (by an empty name) of the job itself."""
    watch.asked[f"log/{intent.job}"] = now()
    heard: dict[str, int] = {}
    for item in job_log(where(watch.here, place_of(watch.here, intent)), intent.job):
        server = str((item.get("eventData") or {}).get("sourceServerID") or "")
        heard[server] = max(heard.get(server, 0), epoch_of(item.get("logDateTime")))
    watch.heard[intent.job] = heard
