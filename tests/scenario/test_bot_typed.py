"""Everything can be typed in one line; what is done is said to the channel, with who did it."""

from fakes.bot_on_fakes import on
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.bot_team import APPROVER, OPERATOR, shown
from fakes.muster_service import (
    NOW,
    OTHER,
    RUN,
    put_gate,
    put_newer_runs,
    put_plan,
    put_run,
    put_server,
    put_wave,
)

from muster.engine.keys import run_key, wave_key


def wave(team, name="applications"):
    return team.service.table.item(wave_key(RUN, name))


def said(team):
    return shown(team.messages()[-1])


def decisions(team):
    return team.items(f"DECISION#{RUN}")


def test_an_approval_that_names_its_run_is_given_at_once_and_said_to_everybody():
    with on(approving()) as team:
        team.type(APPROVER, f"approve {RUN[:8]} applications the team has looked")

        [decision] = decisions(team)
        assert (decision["person"], decision["reason"]) == ("approver", "the team has looked")
        told = next(m for m in team.messages() if "Alan Approver: gate applications" in shown(m))
        assert "is approved (run 7f3a1b2c)" in shown(told)


def test_an_approval_that_names_no_run_shows_first_what_it_is_about():
    with on(approving()) as team:
        team.type(APPROVER, "approve")

        assert decisions(team) == []
        assert "You let wave applications start" in team.modal_text(APPROVER)


def test_a_rejection_wants_a_reason():
    with on(approving()) as team:
        team.type(APPROVER, f"reject {RUN[:8]}")
        assert decisions(team) == []
        assert "You stop wave applications from starting" in team.modal_text(APPROVER)

        team.type(APPROVER, f"reject {RUN[:8]} not tonight")
        assert [d["reason"] for d in decisions(team)] == ["not tonight"]


def test_who_may_not_approve_by_a_button_may_not_by_a_line():
    with on(approving()) as team:
        team.type(OPERATOR, f"approve {RUN[:8]}")

        assert "You started this run, so you may not approve it" in team.told(OPERATOR)
        assert decisions(team) == []


def test_of_several_gates_one_has_to_be_named():
    scene = approving().gate("web", approvers=["approver"])
    with on(scene) as team:
        team.type(APPROVER, f"approve {RUN[:8]}")
        assert "2 gates wait: `7f3a1b2c applications`, `7f3a1b2c web`" in team.told(APPROVER)

        team.type(APPROVER, f"approve {RUN[:8]} web")
        assert [d["gate"] if "gate" in d else d["sk"] for d in decisions(team)]


def test_where_no_gate_waits_that_is_said():
    with on(SCENES["running"]()) as team:
        team.type(APPROVER, "approve")

        told = team.told(APPROVER)
        assert "No gate waits for approval now.\nWhat runs wait for: `/dr status`." in told


def test_the_one_wave_that_waits_is_retried_by_a_word():
    with on(asking()) as team:
        team.type(OPERATOR, "retry")

        assert (wave(team)["state"], wave(team)["attempt"]) == ("pending", 2)
        assert "Olivia Operator: wave applications is tried again" in said(team)


def test_a_rejected_run_is_asked_again_by_the_same_word():
    with on(SCENES["rejected"]()) as team:
        team.type(OPERATOR, "retry")

        assert "Olivia Operator: the approval is asked for again" in said(team)


def test_a_skip_wants_a_reason_and_names_its_wave():
    with on(asking()) as team:
        team.type(OPERATOR, "skip")
        assert "The waves that need applications go on" in team.modal_text(OPERATOR)
        assert wave(team)["state"] == "failed"

        team.type(OPERATOR, f"skip {RUN[:8]} applications nobody needs it")
        assert wave(team)["state"] == "skipped"


def test_of_several_waves_that_wait_one_has_to_be_named_and_a_slip_is_guessed():
    scene = asking().wave("web", state="failed", launched=0, failed=2, reason="0 of 2")
    with on(scene) as team:
        team.type(OPERATOR, "retry")
        assert "Which wave?" in team.told(OPERATOR)
        assert "Waiting: applications, web." in team.told(OPERATOR)
        team.type(OPERATOR, f"retry {RUN[:8]} aplications")
        assert "Did you mean `applications`?" in team.told(OPERATOR)

        team.type(OPERATOR, f"retry {RUN[:8]} web")
        assert wave(team, "web")["attempt"] == 2
        assert wave(team)["attempt"] == 1


def test_an_abort_with_its_reason_is_one_line():
    with on(asking()) as team:
        team.type(OPERATOR, f"abort {RUN[:8]} enough for today")

        assert team.service.table.item(run_key(RUN))["abort"].endswith("enough for today")


def test_a_retry_where_nothing_waits_is_refused():
    with on(SCENES["running"]()) as team:
        team.type(OPERATOR, "retry")

        assert "There is no run now that this could be about." in team.told(OPERATOR)


def test_of_the_gates_of_several_runs_that_of_mine_is_meant():
    with on(approving()) as team:
        put_run(team.service, OTHER, plan="mail", state="running", epoch=1, attempt=1)
        put_wave(team.service, "mail", OTHER, state="approving", order=0, spec={})
        gate = {"approvers": ["oncall"], "digest": "d2", "decisions": 0, "expires_at": NOW + 60}
        put_gate(team.service, "mail", OTHER, **gate)

        team.type(APPROVER, "approve")

        assert "You let wave applications start" in team.modal_text(APPROVER)


def test_questions_are_answered_to_whoever_asked_and_to_nobody_else():
    with on(approving()) as team:
        before = len(team.messages())

        for question in ("help", "status", "history", "whoami", "plans", "dril"):
            team.type(OPERATOR, question)

        assert len(team.messages()) == before


# names that look like the beginning of an id


def test_a_server_called_like_the_beginning_of_an_id_is_meant_by_its_name():
    scene = asking()
    put_server(scene.service, "applications", "s-110000000000000aa", state="failed", name="dc01")
    with on(scene) as team:
        team.type(OPERATOR, "relaunch dc01")

        assert "server `dc01` `s-110000000000000aa`" in team.modal_text(OPERATOR)


def test_a_wave_called_like_the_beginning_of_an_id_is_meant_by_its_name():
    scene = asking().wave("db01", state="failed", launched=0, failed=2, reason="0 of 2", order=4)
    with on(scene) as team:
        team.type(OPERATOR, "retry db01")

        assert wave(team, "db01")["attempt"] == 2


def test_a_gate_called_like_the_beginning_of_an_id_is_shown_before_it_is_approved():
    scene = approving().wave("db01", state="approving", order=4).gate("db01")
    with on(scene) as team:
        team.type(APPROVER, "approve db01")

        assert decisions(team) == []
        assert "You let wave db01 start" in team.modal_text(APPROVER)


def test_an_id_that_no_run_begins_with_is_never_taken_for_a_reason():
    with on(SCENES["running"]()) as team:
        team.type(OPERATOR, "cancel beef1234 it is the wrong one")

        assert "There is no run `beef1234` here" in team.told(OPERATOR)
        assert team.service.table.item(run_key(RUN))["state"] == "running"


def test_an_approval_is_found_in_the_sixtieth_of_the_runs_under_way():
    with on(approving()) as team:
        put_newer_runs(team.service, 59)

        team.type(APPROVER, "approve")

        assert "You let wave applications start" in team.modal_text(APPROVER)


def test_a_plan_called_like_the_beginning_of_an_id_has_its_history():
    with on(SCENES["running"]()) as team:
        put_plan(team.service, "db01")
        put_run(team.service, OTHER, plan="db01", state="failed", ended_at=NOW)
        team.type(OPERATOR, "history db01")

        assert "*db01*" in team.told(OPERATOR)


def test_the_runs_under_way_are_counted_also_those_that_are_not_shown():
    with on(approving()) as team:
        put_newer_runs(team.service, 39)
        team.type(OPERATOR, "status")

        assert team.told(OPERATOR).startswith("40 runs are under way")
        assert "… and 25 more" in team.told(OPERATOR)


def test_a_clean_up_means_the_drill_that_launched_something():
    with on(ended()) as team:
        put_run(team.service, OTHER, plan="mail", state="rejected", ended_at=NOW - 60)
        team.type(OPERATOR, "cleanup")

        [(document, given, _)] = team.executions.started
        assert (document, given) == ("muster-cleanup", {"RunId": [RUN]})
