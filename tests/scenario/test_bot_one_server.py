"""One server of a run, from chat: adopted as it is, or destroyed by name and launched again."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import asking
from fakes.bot_team import APPROVER, OPERATOR, shown
from fakes.muster_service import RUN, put_server

from muster.engine.guards import Facts
from muster.engine.keys import asked_key, server_key, wave_key
from muster.service.errors import ThrottledError

SERVER = "s-110000000000000aa"  # applications-1: not launched
KEY = server_key(RUN, "applications", SERVER)
MINE, THEIRS = "drsjob-mine", "drsjob-theirs"


@pytest.fixture
def team():
    with BotOnFakes(asking()) as team:
        team.service.table.put((f"RUN#{RUN}", "INTENT#applications#1"), **INTENT)
        team.refresh(RUN)
        yield team


INTENT = {"intent": "1", "wave": "applications", "state": "done", "job": MINE}


def has(team, instance, job=MINE, *, drill=True):
    team.source_servers.seen[SERVER] = Facts(
        instance=instance, instance_job=job, instance_is_drill=drill
    )


def server(team):
    return team.service.table.item(KEY)


def test_a_relaunch_shows_what_is_destroyed_and_wants_it_typed(team):
    has(team, "i-0abc")
    team.type(OPERATOR, "relaunch applications-1")
    told = team.modal_text(OPERATOR)
    assert "is launched again in attempt 2 of wave applications" in told
    assert "instance i-0abc is destroyed" in told

    team.submit(OPERATOR, name="i-0xyz")
    assert "Nothing was done" in str(team.slack.modal(OPERATOR).errors)
    assert server(team)["state"] == "failed"
    team.submit(OPERATOR, name="i-0abc", why="its disk is broken")

    assert (server(team)["state"], server(team)["relaunch"]) == ("pending", "i-0abc")
    assert team.service.table.item(wave_key(RUN, "applications"))["attempt"] == 2
    [row] = [r for r in team.items(f"AUDIT#{RUN}") if r["text"].startswith("relaunch")]
    assert row["who"] == "operator"
    assert row["text"].endswith("(its disk is broken)")


def test_a_relaunch_that_names_the_instance_is_one_line(team):
    has(team, "i-0abc")

    team.type(OPERATOR, f"relaunch {RUN[:8]} {SERVER} i-0abc")

    assert server(team)["relaunch"] == "i-0abc"
    assert any("Olivia Operator: server" in shown(message) for message in team.messages())


def test_a_relaunch_that_names_another_instance_is_refused(team):
    has(team, "i-0abc")

    team.type(OPERATOR, f"relaunch {RUN[:8]} {SERVER} i-0xyz")

    assert "Name what is destroyed: applications-1 has instance i-0abc" in team.told(OPERATOR)
    assert server(team)["state"] == "failed"


def test_an_instance_that_has_changed_since_it_was_shown_is_not_destroyed(team):
    has(team, "i-0abc")
    team.type(OPERATOR, "relaunch applications-1")
    has(team, "i-0new")
    team.submit(OPERATOR, name="i-0abc")

    assert "Name what is destroyed" in team.modal_text(OPERATOR)
    assert server(team)["state"] == "failed"


def test_an_instance_of_somebody_else_is_never_destroyed(team):
    has(team, "i-0abc", THEIRS, drill=False)

    team.type(OPERATOR, "relaunch applications-1")

    assert "instance i-0abc of applications-1 is not of this run" in team.told(OPERATOR).lower()


def test_an_adopted_server_counts_as_recovered_by_what_it_has(team):
    has(team, "i-0abc", THEIRS, drill=False)
    team.type(OPERATOR, "adopt applications-1")
    assert "counts as recovered by instance i-0abc" in team.modal_text(OPERATOR)
    assert "nothing is destroyed" in team.modal_text(OPERATOR)
    team.submit(OPERATOR, why="they have looked")

    assert (server(team)["state"], server(team)["instance"]) == ("launched", "i-0abc")
    assert server(team)["adopted_by"] == "operator"


def test_an_adoption_with_its_reason_is_one_line(team):
    has(team, "i-0abc", THEIRS, drill=False)

    team.type(OPERATOR, f"adopt {RUN[:8]} applications-1 they have looked")

    assert server(team)["adopted_by"] == "operator"


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("adopt", "Which server?"),
        ("adopt aplications-1", "Did you mean `applications-1`?"),
        ("adopt applications-1", "DRS names no recovery instance of applications-1"),
        ("adopt applications-0", "is launched; there is nothing to adopt"),
    ],
)
def test_what_cannot_be_adopted_is_refused_with_the_reason(team, line, refusal):
    team.type(OPERATOR, line)

    assert refusal in team.told(OPERATOR)


def test_a_name_that_two_servers_have_is_not_enough(team):
    put_server(team.service, "web", "s-99", name="applications-1")

    team.type(OPERATOR, "adopt applications-1")

    assert "2 servers are called applications-1" in team.told(OPERATOR)


def test_who_may_not_act_on_the_run_may_not_act_on_its_servers(team):
    has(team, "i-0abc")
    team.type(APPROVER, "relaunch applications-1")
    assert "You may not relaunch in a drill" in team.told(APPROVER)

    team.type(OPERATOR, "relaunch applications-1")
    people = team.service.table.item(("PEOPLE#", "PEOPLE"))["people"]
    demoted = [{**person, "roles": ["viewer"]} for person in people]
    team.service.table.change(("PEOPLE#", "PEOPLE"), people=demoted)
    team.submit(OPERATOR, name="i-0abc")
    assert "You may not relaunch in a drill" in team.modal_text(OPERATOR)
    assert server(team)["state"] == "failed"


ASKED = asked_key(RUN, "relaunch", SERVER)


def test_a_server_where_the_bot_cannot_look_is_left_to_the_verbs_document(team):
    team.source_servers.seen[SERVER] = Facts(exists=False)
    team.type(OPERATOR, "relaunch applications-1")
    assert "the document muster-relaunch looks where it is recovered" in team.modal_text(OPERATOR)
    team.submit(OPERATOR, why="its disk is broken")

    [(document, given, _)] = team.executions.started
    assert document == "muster-relaunch"
    assert given == {"RunId": [RUN], "Server": [SERVER], "Reason": ["its disk is broken"]}
    assert team.service.table.item(ASKED)["by"] == "operator"
    assert server(team)["state"] == "failed"
    [row] = [r for r in team.items(f"AUDIT#{RUN}") if "asked of its document" in r["text"]]
    assert row["who"] == "operator"


def test_what_this_run_launched_elsewhere_has_to_be_typed_before_it_is_destroyed(team):
    team.source_servers.seen[SERVER] = Facts(exists=False)
    team.service.table.change(KEY, instance="i-0abc")
    team.refresh(RUN)
    team.type(OPERATOR, "relaunch applications-1")
    team.submit(OPERATOR, name="i-0xyz")
    assert team.executions.started == []
    team.submit(OPERATOR, name="i-0abc")

    [(_, given, _)] = team.executions.started
    assert given["Instance"] == ["i-0abc"]


def test_a_document_that_cannot_be_started_is_not_said_to_look(team, monkeypatch):
    def too_busy(*_):
        raise ThrottledError("AWS is too busy for ssm:StartAutomationExecution", "repeat it")

    monkeypatch.setattr(team.executions, "start", too_busy)
    team.source_servers.seen[SERVER] = Facts(exists=False)
    team.type(OPERATOR, "relaunch applications-1")
    team.submit(OPERATOR, why="its disk is broken")

    assert "AWS is too busy" in team.modal_text(OPERATOR)


def test_a_document_that_looks_already_is_not_asked_twice(team):
    team.source_servers.seen[SERVER] = Facts(exists=False)
    for _ in range(2):
        team.type(OPERATOR, f"adopt {RUN[:8]} {SERVER} they have looked")

    assert "is being looked at already" in team.told(OPERATOR)
    assert len(team.executions.started) == 1


def test_an_override_is_not_given_in_chat_which_says_who_may_and_how(team):
    has(team, "i-0live", THEIRS, drill=False)
    before = team.service.table.items(f"OVERRIDE#{RUN}")

    team.type(OPERATOR, "override applications-1")

    command = f"muster run override {RUN[:8]} {SERVER} --destroy i-0live --reason WHY"
    assert command in team.told(OPERATOR)
    assert "break-glass role alone" in team.told(OPERATOR)
    assert team.service.table.items(f"OVERRIDE#{RUN}") == before == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"instance": ""}, "no guard protects it"),
        ({"instance": "i-1", "instance_is_drill": True}, "is a drill's; a launch replaces it"),
        ({"exists": False}, "--destroy INSTANCE"),
    ],
)
def test_an_override_is_told_of_only_where_a_guard_may_be_in_the_way(team, found, told):
    team.source_servers.seen[SERVER] = Facts(**found)

    team.type(OPERATOR, "override applications-1")

    assert told in team.told(OPERATOR)


def test_who_may_not_act_on_the_run_is_not_told_how_to_override(team):
    has(team, "i-0live", THEIRS, drill=False)

    team.type(APPROVER, "override applications-1")

    assert "You may not override in a drill" in team.told(APPROVER)
    assert "--destroy" not in team.told(APPROVER)
