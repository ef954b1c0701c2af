"""The servers of the sample inventory that the plans of tests recover, and what became of them."""

APP, APP_TOO = "s-57e730f6102e1f793", "s-5817ab4ccdfa96db3"
APPS = {APP, APP_TOO}
DB, DB_TOO = "s-51d6b65c73391918f", "s-5c555d9c008f90131"


def launched_once(stage):
    """Whether the servers of `stage.two_waves` were launched, each once, a job a wave."""
    return [set(job) for job in stage.launches()] == [APPS, {DB}]
