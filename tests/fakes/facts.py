"""Facts of a run that may need a repair: items of the run table as they stand after a while."""

from muster.engine.items import Decision, Gate, Run, Wave
from muster.service.announcing import Call, Refresh
from muster.service.reconcile import repairs
from muster.service.repairs import Facts

NOW = 1_760_000_000
LONG_AGO = NOW - 600
RUN, ENTRY, WAVE = "run-1", "entry-1", "wave-1"


def run(state="running", **values):
    whole = {
        "execution": ENTRY,
        "heartbeat": NOW - 3,
        "since": LONG_AGO,
        "requested_at": LONG_AGO,
    } | values
    return Run(RUN, "payments", "hash", "drill", state, **whole)


def wave(state="recovering", **values):
    return Wave(**{"wave": "databases", "state": state, "owner": WAVE, "since": LONG_AGO} | values)


def gate(state="open", **values):
    whole = {
        "gate": "databases",
        "attempt": 1,
        "state": state,
        "execution": WAVE,
        "approvers": ("anna", "ben"),
        "asked": "@dr-approvers",
        "count": 1,
        "hash": "hash",
        "digest": "digest",
        "opened_at": LONG_AGO,
        "expires_at": NOW + 3600,
    }
    return Gate(**whole | values)


def decision(person="anna", says="approve", **values):
    whole = {"gate": "databases", "attempt": 1, "hash": "hash", "digest": "digest"}
    return Decision(decision=says, person=person, **whole | {"at": NOW - 100} | values)


def mended(*, waves=(), gates=(), decisions=(), cleanup=None, ended=None, **values):
    """The repairs but for the message, which is always looked at."""
    facts = Facts(run(**values), waves, gates, decisions, cleanup or {}, ended or {})
    return [repair for repair in repairs(facts, NOW) if not isinstance(repair, Refresh)]


def kinds(found):
    return [repair.kind for repair in found if isinstance(repair, Call)]
