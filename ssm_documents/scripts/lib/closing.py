"""What is left to do when a run has ended: its locks are given back."""

from muster.engine.items import Run
from ssm_documents.scripts.lib.here import Here, load_servers
from ssm_documents.scripts.lib.locks import lock_keys, release_locks


def give_locks_back(here: Here, run: Run) -> None:
    """Release every lock that the run took in its present epoch; those of others are left alone."""
    servers = [server.server for server in load_servers(here)]
    release_locks(here, lock_keys(run.plan, servers), run.epoch)
