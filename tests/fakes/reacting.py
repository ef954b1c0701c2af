"""An event that happens to a run, its server and its job."""

from fakes.muster_service import RUN, put_server

from muster.engine.keys import server_lock_key

SERVER, JOB = "s-51d6b65c73391918f", "drsjob-04ca7d0d3fb6afa3e"
NORA = "arn:aws:sts::123456789012:assumed-role/admin/nora"


def put_locked_server(service, server):
    put_server(service, "databases", server)
    service.table.put(server_lock_key(server), run=RUN)


def happens(reactor, *what):
    for run in {run for event in what for run in reactor.runs_of(event)}:
        reactor.react(run, what)
