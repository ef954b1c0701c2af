"""A whole `Service` on fakes, and the items of a run to put into it."""

from fakes.aws.automation import FakeAutomation
from fakes.aws.clock import FakeClock
from fakes.aws.documents import FakeDocuments
from fakes.aws.foundation import FakeFoundation
from fakes.aws.identity import FakeIdentity
from fakes.aws.ids import FakeIds
from fakes.aws.run_table import FakeRunTable

from muster.engine.keys import gate_key, people_key, run_key, runs_key, server_key, wave_key
from muster.service.keys import plans_key
from muster.service.service import Service

NOW = 1_760_000_000
RUN = "7f3a1b2c-0000-4000-8000-000000000001"
OTHER = "7f3a9999-0000-4000-8000-000000000002"
PEOPLE = [
    {
        "person": "operator",
        "name": "Olivia Operator",
        "iam": ["arn:aws:iam::123456789012:user/operator"],
    },
    {
        "person": "approver",
        "name": "Alan Approver",
        "iam": ["arn:aws:iam::123456789012:user/approver"],
    },
    {"person": "oncall", "name": "", "iam": []},
]


def fake_service(*puts):
    """A `Service` whose every port is a fake, with its controls, and with what `puts` put there."""
    table = FakeRunTable()
    service = Service(
        table=table,
        store=table,
        foundation=FakeFoundation("run table muster"),
        automation=FakeAutomation(),
        documents=FakeDocuments(),
        identity=FakeIdentity(),
        clock=FakeClock(NOW),
        ids=FakeIds(),
    )
    for put in puts:
        put(service)
    return service


def put_people(service):
    """Olivia, Alan and the one on call."""
    service.table.put(people_key(), people=PEOPLE, groups={"@dr-approvers": ["approver", "oncall"]})


def put_plan(service, plan="payments"):
    """A published plan, as the list of plans has it."""
    service.table.put(plans_key(plan), plan=plan, hash="5679f30c29570000", priority=1)


def put_run(service, run=RUN, **values):
    """A drill of payments that began ten minutes ago."""
    whole = {
        "run": run,
        "plan": "payments",
        "hash": "5679f30c29570000",
        "mode": "drill",
        "state": "running",
        "account": "123456789012",
        "region": "us-west-2",
        "requester": "operator",
        "rto": 2700,
        "rpo": 300,
        "requested_at": NOW - 600,
        "since": NOW - 590,
        "heartbeat": NOW - 3,
        **values,
    }
    service.table.put(run_key(run), **whole)
    listed = {key: whole[key] for key in ("run", "plan", "mode", "requested_at")}
    service.table.put(runs_key(whole["requested_at"], run), **listed)


def put_newer_runs(service, count):
    """So many drills, each of a plan of its own, requested in the last seconds."""
    for number in range(count):
        run = f"7f3b{number:04d}-0000-4000-8000-000000000000"
        put_run(service, run, plan=f"p{number}", requested_at=NOW - number)


def put_wave(service, wave, run=RUN, **values):
    """A wave that has not begun."""
    whole = {"wave": wave, "state": "pending", "total": 2, "since": 0, **values}
    service.table.put(wave_key(run, wave), **whole)


def put_server(service, wave, server, run=RUN, **values):
    """A source server of a wave."""
    whole = {"server": server, "wave": wave, "state": "pending", "name": f"name of {server}"}
    service.table.put(server_key(run, wave, server), **{**whole, **values})


def put_gate(service, gate, run=RUN, **values):
    """An open gate that asks one of the approvers."""
    whole = {
        "gate": gate,
        "attempt": 1,
        "state": "open",
        "approvers": ["operator", "approver", "oncall"],
        "asked": "@dr-approvers",
        "count": 1,
        "requester": "operator",
        "hash": "5679f30c29570000",
        "digest": "d1",
        "servers": ["s-1", "s-2"],
        "opened_at": NOW - 60,
        "expires_at": NOW + 3540,
        **values,
    }
    service.table.put(gate_key(run, gate, whole["attempt"]), **whole)


def put_decision(service, gate, person, run=RUN, **values):
    """An approval on record."""
    whole = {
        "gate": gate,
        "attempt": 1,
        "decision": "approve",
        "person": person,
        "hash": "5679f30c29570000",
        "digest": "d1",
        "at": NOW - 30,
        **values,
    }
    service.table.put((f"DECISION#{run}", f"{gate}#0001#{person}"), **whole)
