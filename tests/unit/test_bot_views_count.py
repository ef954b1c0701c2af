"""What does not fit is counted, and counted right: nobody takes the part for the whole."""

import dataclasses
import re

import pytest
from fakes.bot_messages import prospect
from fakes.bot_stories import Scene, approving, asking
from fakes.muster_service import NOW, RUN, put_server

from bot.telling.sheets import sheets
from bot.views.answers import plans as plans_views
from bot.views.answers.history import record_answer
from bot.views.answers.status import status_answer
from bot.views.limits import SECTION
from bot.views.modals.start import start_modal
from bot.views.notes import that_fit, thread_message
from bot.views.run.approval import approval_message
from bot.views.run.decision import decision_message
from bot.views.run.ended import ended_message
from muster.embedded.slack.blocks import validate_message, validate_view
from muster.engine.keys import run_key
from muster.model.base import Mode
from muster.service.reading.history import Row
from muster.service.reading.plans import PublishedPlan


def counts(blocks, sign):
    """How many lines of this sign there are, and the sum of what is said to be beyond them."""
    text = str(blocks)
    return text.count(sign), sum(int(n) for n in re.findall(r"… and (\d+) more", text))


@pytest.mark.parametrize("reason", ["short", "a long reason " * 30])
def test_of_hundreds_of_failed_servers_those_not_named_are_counted(reason):
    scene = asking()
    for number in range(298):
        name = f"s-9{number:016d}"
        put_server(scene.service, "applications", name, state="failed", reason=reason, job="j")
    story = scene.story()
    made = decision_message(story, story.wave("applications"))

    assert sum(counts(made.blocks, "• ")) == 299
    assert validate_message({"text": made.text, "blocks": made.blocks}) == []


@pytest.mark.parametrize("text", ["short", "a long text " * 25])
def test_of_hundreds_of_findings_those_not_shown_are_counted(text):
    scene = approving()
    found = [{"level": "warn", "name": f"check-{n}", "text": text} for n in range(300)]
    scene.service.table.change(run_key(RUN), findings=found)
    story = scene.story()

    assert sum(counts(approval_message(story, story.gates[0]).blocks, "• warn")) == 300


def test_findings_that_the_run_does_not_keep_are_counted_too():
    scene = approving()
    found = [{"level": "warn", "name": f"check-{n}", "text": "short"} for n in range(50)]
    scene.service.table.change(run_key(RUN), findings=found, finding_count=300)
    story = scene.story()

    assert sum(counts(approval_message(story, story.gates[0]).blocks, "• warn")) == 300


def test_plans_and_runs_that_do_not_fit_are_counted_not_their_lines():
    plans = [PublishedPlan(f"plan-{n}", "a" * 64, "words " * 9, "@owners", 1) for n in range(80)]
    tested = plans_views.Tested({}, {}, NOW, 90)
    story = asking().story()

    assert sum(counts(plans_views.plans_answer(plans, tested, "/dr").blocks, "*plan-")) == 80
    told = status_answer([story] * 15, "/dr", beyond=45)
    assert sum(counts(told.blocks, "*Drill of payments*")) == 60
    assert told.text == "60 runs are under way."


def test_of_many_gates_of_one_run_its_status_names_some():
    scene = Scene(state="running")
    for number in range(30):
        scene.gate(f"gate-{number}")

    assert counts(status_answer([scene.story()], "/dr").blocks, "Approval needed") == (4, 26)


def test_servers_that_are_not_in_step_are_counted_before_a_run_starts():
    seen = prospect(Mode.RECOVERY)
    late = dataclasses.replace(seen.waves[0].servers[0], replication="STALLED", instance="i-1")
    waves = (dataclasses.replace(seen.waves[0], servers=(late,) * 300), *seen.waves[1:])
    view = start_modal(dataclasses.replace(seen, waves=waves), "C0CHANNEL1")

    assert "more are not in step" in str(view)
    assert "more have an instance already" in str(view)
    assert validate_view(view) == []


def test_waves_that_a_table_does_not_take_are_counted():
    scene = Scene(state="succeeded", ended_at=NOW)
    for number in range(150):
        scene.wave(f"wave-{number}", order=number + 4, total=0)

    assert "… and 55 more waves" in str(ended_message(scene.story()).blocks)


def test_of_a_long_record_the_newest_rows_are_shown():
    story = asking().story()
    rows = [Row(n, NOW, "operator", "slack", f"row {n}: {'x' * 200}") for n in range(1, 61)]
    told = record_answer(story, rows, whole=True).blocks[1]["text"]["text"]

    shown = told.count("row ")
    assert f"… {60 - shown} rows before these" in told
    assert "row 60: " in told


def test_the_thread_takes_what_fits_and_says_what_it_missed():
    story = asking().story()
    rows = [Row(n, NOW, "operator", "slack", f"row {n}: {'x' * 200}") for n in range(71, 121)]
    first = that_fit(story, rows)
    told = thread_message(story, first, missed=70).blocks[0]["text"]["text"]

    assert told.startswith("… 70 rows before these: `/dr history 7f3a1b2c`")
    assert len(first) < len(rows)
    assert f"row {first[-1].seq}: " in told
    assert len(told) <= SECTION


def test_a_row_that_fills_a_message_alone_is_told():
    story = asking().story()

    assert len(that_fit(story, [Row(1, NOW, "o", "slack", "_*" * 4000)] * 3)) >= 1


def test_every_sheet_of_a_run_with_many_findings_is_one_that_slack_takes():
    scene = approving()
    found = [{"level": "warn", "name": "check", "text": "x " * 200} for _ in range(1000)]
    scene.service.table.change(run_key(RUN), findings=found)

    for sheet in sheets(scene.story(), {}):
        assert validate_message({"text": sheet.message.text, "blocks": sheet.message.blocks}) == []
