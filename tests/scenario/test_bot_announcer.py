"""The messages of a run stay true and stay few, whatever Slack does, whoever dies."""

from itertools import pairwise

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_stories import SCENES, approving, asking, ended
from fakes.bot_team import OPERATOR, shown
from fakes.muster_service import NOW, RUN, put_run

from bot.slack_calls import Came, Outcome, SlackCalls
from bot.telling.kept import BACK_OFF, CLAIM, GAP, UNPLACED
from bot.telling.messages import PLACE, ROOT, message_key
from muster.embedded.slack.host import RateSettings
from muster.engine.keys import run_key
from muster.service.announcing import Call, CallKind
from muster.service.errors import AwsError

STALE = 60


@pytest.fixture
def running():
    with BotOnFakes(SCENES["running"]()) as team:
        yield team


def edits(team):
    """How often the run's message was edited so far."""
    return team.service.table.item(message_key(RUN, ROOT)).get("seq", 0)


def progress(team, launched):
    team.service.table.change((f"RUN#{RUN}", "WAVE#databases"), launched=launched)


def counted(team, launched):
    return f"databases · recovering · {launched}/2" in shown(team.root())


# once


def test_a_run_has_one_message_however_often_it_is_refreshed(running):
    for _ in range(5):
        running.refresh(RUN)

    assert running.titles() == ["Drill of payments: running"]
    assert edits(running) == 0


def test_another_process_edits_the_same_message(running):
    running.refresh(RUN)
    running.restart_bot()
    progress(running, 2)
    running.refresh(RUN)

    assert len(running.messages()) == 1
    assert counted(running, 2)


def test_two_processes_that_begin_at_once_post_once(running):
    first = running.bot.announcer
    running.restart_bot()
    post = running.bot.slack.api_call

    def meanwhile(*args, **kwargs):
        running.bot.slack.api_call = post
        first.refresh(RUN)  # the other process, between our claim and our post
        return post(*args, **kwargs)

    running.bot.slack.api_call = meanwhile
    running.refresh(RUN)
    first.settle(60)

    assert len(running.messages()) == 1


def test_people_are_called_once_for_an_approval_a_decision_and_the_end():
    for scene, title in (
        (approving(), "Approval needed: applications"),
        (asking(), "Decision needed: applications"),
        (ended(), "Drill of payments: succeeded"),
    ):
        with BotOnFakes(scene) as team:
            for _ in range(3):
                team.refresh(RUN)
            team.restart_bot()
            team.refresh(RUN)

            assert team.titles()[1:] == [title]


def test_only_those_who_must_act_are_mentioned():
    with BotOnFakes(approving()) as team:
        team.refresh(RUN)

        root, needed = team.messages()
        assert "<@" not in shown(root) + root.text
        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(needed)
        assert "U0OPERATOR" not in shown(needed)


# how often


def test_counts_are_edited_at_most_every_three_seconds(running):
    running.refresh(RUN)
    began = running.wall()
    for step in range(200):
        progress(running, step % 3)
        running.bot.announcer.refresh(RUN)
        running.wall.advance(0.1)
        running.bot.announcer.run_due()

    assert edits(running) <= (running.wall() - began) / GAP + 1
    running.bot.announcer.settle(10)
    assert counted(running, 1)


def test_a_change_of_state_is_told_at_once(running):
    running.bot.announcer.refresh(RUN)  # posted this very moment: that is no edit
    running.service.table.change(run_key(RUN), hold=True, held_by="oncall", held_at=NOW)
    running.bot.announcer.refresh(RUN)
    assert running.titles() == ["Drill of payments: paused"]
    running.wall.advance(GAP)
    running.service.table.change(run_key(RUN), hold=False)
    running.bot.announcer.refresh(RUN)

    assert running.titles() == ["Drill of payments: running"]


def test_not_even_changes_of_state_are_edited_more_often_than_every_three_seconds(running):
    running.bot.announcer.refresh(RUN)
    edited = []
    for step in range(300):
        before = edits(running)
        running.service.table.change(run_key(RUN), hold=step % 2 == 0, held_by="oncall")
        running.bot.announcer.refresh(RUN)
        running.bot.announcer.run_due()
        edited += [running.wall()] if edits(running) > before else []
        running.wall.advance(0.1)

    assert min(later - earlier for earlier, later in pairwise(edited)) >= GAP - 0.01
    assert len(edited) == 10


def test_the_as_of_line_is_kept_young_while_a_run_is_active(running):
    running.refresh(RUN)
    running.service.clock.moment += STALE
    running.wall.advance(STALE)
    running.bot.announcer.refresh(RUN)

    assert edits(running) == 1
    assert f"As of <!date^{NOW + int(STALE)}^" in shown(running.root())


def test_a_run_that_is_over_is_left_alone():
    with BotOnFakes(ended()) as team:
        team.refresh(RUN)
        team.wall.advance(STALE * 10)
        team.service.clock.moment += STALE * 10
        team.bot.announcer.refresh(RUN)

        assert edits(team) == 0


# when Slack does not do its part


def test_an_outage_stops_nobody_and_the_message_comes_afterwards(running):
    running.slack.faults.change({"outage": True})
    running.bot.announcer.refresh(RUN)
    progress(running, 2)
    running.bot.announcer.refresh(RUN)
    assert running.messages() == []
    running.slack.faults.reset()
    running.bot.announcer.settle(120)

    assert counted(running, 2)
    assert len(running.messages()) == 1


def test_an_answer_that_was_lost_makes_no_second_message(running):
    running.slack.faults.change({"lost_answers": 1})
    running.bot.announcer.refresh(RUN)
    assert len(running.messages()) == 1
    running.restart_bot()
    running.wall.advance(CLAIM + 1)
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)

    assert len(running.messages()) == 1
    assert counted(running, 2)


def test_a_process_that_dies_before_it_posts_is_replaced(running):
    running.slack.faults.change({"outage": True})
    running.bot.announcer.refresh(RUN)
    running.slack.faults.reset()
    running.restart_bot()
    running.bot.announcer.refresh(RUN)
    assert running.messages() == []
    running.bot.announcer.settle(CLAIM + 1)

    assert len(running.messages()) == 1


def test_slack_that_is_too_busy_is_left_alone_as_long_as_it_says(running):
    running.refresh(RUN)
    running.slack.faults.change({"rate_limited": {"*": 1}, "retry_after": 30})
    progress(running, 2)
    running.wall.advance(5)
    running.bot.announcer.refresh(RUN)
    before = running.wall()
    for _ in range(10):
        running.bot.announcer.refresh(RUN)

    assert running.bot.announcer.run_due() == pytest.approx(30, abs=1)
    running.bot.announcer.settle(40)
    assert running.wall() - before >= 29
    assert counted(running, 2)


def test_with_every_second_call_refused_the_messages_end_right():
    with BotOnFakes(approving()) as team:
        team.slack.faults.change({"rate_limit_every": 2})
        for _ in range(20):
            team.refresh(RUN)
        team.service.table.change(
            (f"RUN#{RUN}", "GATE#applications#0001"), state="approved", by=["approver"]
        )
        for _ in range(20):
            team.refresh(RUN)

        assert team.titles() == ["Drill of payments: running", "Approved: applications"]


def test_a_slack_that_hangs_costs_one_call_for_all_runs(running, monkeypatch):
    asked = []

    def hang(*_, **__):
        asked.append(1)
        raise TimeoutError

    monkeypatch.setattr(running.bot.slack, "api_call", hang)
    for number in range(60):
        put_run(running.service, f"7f3b{number:04d}-0000-4000-8000-000000000000")
        running.bot.announcer.refresh(f"7f3b{number:04d}-0000-4000-8000-000000000000")

    assert len(asked) == 1
    monkeypatch.undo()
    running.wall.advance(CLAIM)
    running.bot.announcer.settle(60)
    assert running.titles().count("Drill of payments: running") == 60


def test_a_message_that_somebody_deletes_is_posted_again_once(running):
    running.refresh(RUN)
    for launched in (0, 2):
        lost = running.root()
        running.slack.lose_message(lost.channel, lost.ts)
        progress(running, launched)
        running.refresh(RUN)

    assert running.messages() == []
    running.refresh(RUN)
    assert running.messages() == []


def test_a_message_that_is_too_old_to_be_edited_is_posted_anew_as_often_as_that_is_so(
    running, monkeypatch
):
    too_old = Outcome(Came.TOO_OLD, code="edit_window_closed")
    for launched in (2, 1, 2):
        running.refresh(RUN)
        progress(running, launched)
        with monkeypatch.context() as closed:
            closed.setattr(SlackCalls, "edit", lambda *_: too_old)
            running.refresh(RUN)

        assert f"{launched}/2 servers" in shown(running.messages()[-1])
    assert len(running.messages()) == 4


def test_a_channel_that_takes_nothing_is_replaced_by_the_configured_one(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)
    assert running.slack.messages("war-room")
    running.slack.archive("war-room")
    running.slack.lose_message(other, running.slack.messages("war-room")[0].ts)
    progress(running, 2)
    running.refresh(RUN)

    assert counted(running, 2)


def test_what_no_channel_takes_is_mailed_once_and_posted_when_one_does(running):
    running.slack.archive("disaster-recovery")
    for _ in range(5):
        running.bot.announcer.refresh(RUN)
        running.wall.advance(UNPLACED + 1)
        running.bot.announcer.run_due()

    assert [subject for subject, _ in running.mails] == ["muster: no Slack channel"]
    assert "Drill of payments" in running.mails[0][1]
    assert "is_archived" in running.mails[0][1]


def test_a_silent_gate_is_mailed_once_and_calls_the_plan_s_owners():
    with BotOnFakes(approving()) as team:
        team.service.table.change(run_key(RUN), owner="@dr-approvers")
        call = Call(
            RUN,
            CallKind.APPROVAL_WAITS,
            "waits/applications/1",
            "applications",
            "it waits",
            "find somebody",
        )
        for _ in range(3):
            team.bot.announcer.call_people(call)
            team.wall.advance(60)

        assert team.mails == [("muster: approval still waits", "it waits. find somebody.")]
        said = team.message("Approval still waits")
        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(said)


def test_those_who_are_asked_are_mentioned_again_before_a_gate_expires():
    with BotOnFakes(approving()) as team:
        kind = CallKind.APPROVAL_EXPIRES
        team.bot.announcer.call_people(Call(RUN, kind, "expires/1", "applications", "hurry", "act"))

        assert "<@U0APPROVER> <@U0ONCALL0>" in shown(team.message("Approval expires"))
        assert team.mails == []


def test_a_run_is_told_of_where_it_was_asked_for(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)

    assert running.messages() == []
    assert len(running.slack.messages("war-room")) == 1


def test_a_token_that_is_replaced_leaves_the_message_where_it_stands(running):
    other = running.slack.add_channel("war-room")
    running.service.table.put(message_key(RUN, PLACE), channel=other)
    running.refresh(RUN)
    token, running.bot.slack.token = running.bot.slack.token, "xoxb-revoked"
    progress(running, 2)
    running.refresh(RUN)
    running.wall.advance(70)
    running.bot.slack.token = token
    running.refresh(RUN)

    assert running.messages() == []
    assert "2/2 servers" in shown(running.slack.messages("war-room")[0])


def test_whoever_is_asked_while_slack_takes_no_token_is_mailed():
    with BotOnFakes(approving()) as team:
        token, team.bot.slack.token = team.bot.slack.token, "xoxb-revoked"
        team.refresh(RUN)
        team.wall.advance(70)
        team.bot.slack.token = token
        team.refresh(RUN)

        assert len([text for _, text in team.mails if "Approval needed" in text]) == 1
        assert team.titles().count("Approval needed: applications") == 1


def test_blocks_that_slack_refuses_are_said_in_plain_words(running, monkeypatch):
    from bot.views.run import root

    monkeypatch.setattr(root, "header", lambda text: {"type": "header", "text": text})
    running.refresh(RUN)

    assert running.messages()[0].text.startswith("Drill of payments: running")


def test_waves_become_lines_where_slack_knows_no_plan_block(running, monkeypatch):
    from bot.views.run import root

    unknown = [{"type": "plan", "title": "t", "tasks": "what an older Slack makes of it"}]
    monkeypatch.setattr(root, "plan_of_waves", lambda story: unknown)
    running.refresh(RUN)
    assert ":large_blue_circle: *databases* · recovering" in shown(running.root())
    progress(running, 2)
    running.refresh(RUN)

    assert "*databases* · recovering · 2/2" in shown(running.root())
    assert "Cancel run" in shown(running.root())


def test_a_run_table_that_does_not_answer_is_the_callers_business(running):
    running.service.table.items = lambda *_, **__: (_ for _ in ()).throw(AwsError("down"))

    with pytest.raises(AwsError):
        running.bot.announcer.refresh(RUN)


def test_a_run_that_is_not_there_is_nobodys_business(running):
    running.bot.announcer.refresh("no-such-run")

    assert running.messages() == []


# two at a time


def test_of_two_edits_at_the_same_moment_the_message_ends_with_the_truth(running):
    running.refresh(RUN)
    first = running.bot.announcer
    running.restart_bot()
    edit = running.bot.slack.api_call

    def overtaken(*args, **kwargs):
        running.bot.slack.api_call = edit
        progress(running, 2)
        running.wall.advance(5)
        first.refresh(RUN)  # newer words, edited while ours are on their way
        return edit(*args, **kwargs)

    progress(running, 0)
    running.bot.slack.api_call = overtaken
    running.wall.advance(5)
    running.bot.announcer.refresh(RUN)
    running.bot.announcer.settle(30)

    assert counted(running, 2)


# the rest


def test_the_record_is_told_in_the_thread_once():
    with BotOnFakes(asking().row("drill of plan payments requested")) as team:
        team.refresh(RUN)
        team.refresh(RUN)
        root = team.root()
        assert len(team.slack.messages(thread_ts=root.ts)) == 1
        team.type(OPERATOR, "pause")
        team.refresh(RUN)

        first, second = team.slack.messages(thread_ts=root.ts)
        assert "drill of plan payments requested" in shown(first)
        assert "Olivia Operator (slack) · pause: paused" in shown(second)


def test_of_a_burst_of_rows_the_thread_tells_all_that_are_at_hand_and_counts_the_others():
    scene = asking().row("drill of plan payments requested")
    with BotOnFakes(scene) as team:
        team.refresh(RUN)
        for number in range(100):
            scene.row(f"wave number {number} changed its state: {'x' * 200}")
        for _ in range(8):
            team.refresh(RUN)

        told = [shown(m) for m in team.slack.messages(thread_ts=team.root().ts)]
        assert told[1].startswith("… 50 rows before these: `/dr history 7f3a1b2c`")
        assert all(f"wave number {n} " in "\n".join(told) for n in range(50, 100))
        assert len(told) == len(set(told))


def test_a_call_of_another_kind_is_said_once(running):
    call = Call(RUN, CallKind.BREAK_GLASS, "break-glass/web/1", "web", "gate web was approved", "")
    for _ in range(3):
        running.bot.announcer.call_people(call)
    running.restart_bot()
    running.bot.announcer.call_people(call)

    assert running.titles() == ["Break-glass"]


def test_a_call_that_slack_did_not_take_is_repeated(running):
    running.slack.faults.change({"rate_limited": {"*": 1}})
    outside = Call("", CallKind.OUTSIDE_RECOVERY, "outside/1", "job", "somebody called", "look")
    running.bot.announcer.call_people(outside)
    assert running.messages() == []
    running.bot.announcer.settle(30)

    assert running.titles() == ["Outside recovery"]


def test_a_call_that_was_put_off_outlives_a_run_table_that_does_not_answer(running, monkeypatch):
    running.slack.faults.change({"rate_limited": {"*": 1}})
    stalled = Call(RUN, CallKind.REPLICATION_STALLED, "stalled/s-1", "s-1", "s-1 is silent", "look")
    running.bot.announcer.call_people(stalled)

    def fail(*_):
        raise AwsError("the run table does not answer")

    monkeypatch.setattr("bot.telling.announcer.read_story", fail)
    running.wall.advance(30)
    running.bot.announcer.run_due()
    monkeypatch.undo()
    running.bot.announcer.settle(30)

    assert "Replication stalled" in running.titles()


def test_a_run_that_is_restarted_takes_the_buttons_off_its_end():
    with BotOnFakes(ended("cancelled")) as team:
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="running", epoch=2, ended_at=0)
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), state="succeeded", ended_at=NOW)
        team.refresh(RUN)

        titles = team.titles()
        assert titles[1] == "Drill of payments had ended, and was restarted."
        assert titles[0] == titles[2] == "Drill of payments: succeeded"


def test_slack_s_own_rate_limits_are_kept_by_a_busy_run():
    with BotOnFakes(approving(), rates=RateSettings()) as team:
        for step in range(60):
            team.service.table.change((f"RUN#{RUN}", "WAVE#web"), launched=step % 3)
            team.wall.advance(1)
            team.bot.announcer.refresh(RUN)
            team.bot.announcer.run_due()
        team.bot.announcer.settle(60)

        assert "web · pending · 2/2" in shown(team.root())


# many events


def test_events_within_the_gap_between_two_edits_cost_no_reading_of_the_run(running, monkeypatch):
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)  # edited just now
    read = []
    monkeypatch.setattr(
        "bot.telling.announcer.read_story", lambda *given: read.append(given) or 1 / 0
    )
    for launched in range(50):
        progress(running, launched % 3)
        running.bot.announcer.refresh_soon(RUN)

    assert read == []
    monkeypatch.undo()
    running.bot.announcer.settle(10)
    assert counted(running, 1)


def test_what_cannot_be_read_when_it_is_due_is_looked_at_again(running, monkeypatch):
    running.refresh(RUN)
    progress(running, 2)
    running.refresh(RUN)
    progress(running, 1)
    running.bot.announcer.refresh_soon(RUN)

    def fail(*_):
        raise AwsError("the run table does not answer")

    monkeypatch.setattr("bot.telling.announcer.read_story", fail)
    running.wall.advance(GAP)
    assert running.bot.announcer.run_due() == pytest.approx(BACK_OFF)
    monkeypatch.undo()
    running.bot.announcer.settle(10)

    assert counted(running, 1)


@pytest.mark.parametrize(
    "change", [{"state": "cancelling"}, {"abort": "aborted by oncall: enough"}]
)
@pytest.mark.parametrize("scene", [approving, asking])
def test_a_run_that_is_cancelled_or_aborted_offers_no_decision(scene, change):
    with BotOnFakes(scene()) as team:
        team.refresh(RUN)
        team.service.table.change(run_key(RUN), **change)
        team.refresh(RUN)

        refused = {"Approve", "Reject", "Retry", "Skip", "Abort"}
        assert not refused & {label for message in team.messages() for label in labels(message)}
        assert "waits for a decision" not in shown(team.root())


def test_a_run_that_is_aborted_says_so_and_by_whom():
    with BotOnFakes(asking()) as team:
        team.service.table.change(run_key(RUN), abort="aborted by oncall: enough")
        team.refresh(RUN)

        assert team.titles()[0] == "Drill of payments: aborting"
        assert "Aborted by oncall: enough." in shown(team.root())


def labels(message):
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [button["text"]["text"] for row in rows for button in row]
