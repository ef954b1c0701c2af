"""However large a run is, what is said of it fits into what Slack takes."""

import dataclasses

import pytest
from fakes.bot_messages import KNOWN, people, prospect, servers
from fakes.bot_stories import asking, crowd

from bot.telling.sheets import sheets
from bot.views.answers.history import history_answer, record_answer
from bot.views.answers.servers import Assigned, ShownServer, servers_answer
from bot.views.answers.status import status_answer
from bot.views.blocks import button, confirm, header, modal, section, table
from bot.views.limits import BLOCKS, TOGETHER
from bot.views.message import message
from bot.views.modals.start import start_modal
from bot.views.story import called
from bot.views.texts import mention, moment
from muster.embedded.slack.blocks import validate_message, validate_view
from muster.model.base import Mode
from muster.service.reading.history import Row
from muster.service.reading.runs import ListedRun


def mistakes(made):
    return validate_message({"text": made.text, "blocks": made.blocks})


@pytest.mark.parametrize("waves", [1, 20, 21, 50, 100])
def test_runs_of_many_waves_and_servers_fold(waves):
    story = crowd(waves, 1000 // waves).story()

    for sheet in sheets(story, {}):
        assert mistakes(sheet.message) == []
        assert mistakes(sheet.message.plainer) == []


def test_what_matters_of_many_waves_is_shown_and_the_rest_is_counted():
    root = next(iter(sheets(crowd(50, 1).story(), {}))).message
    told = str(root.blocks)

    assert told.count("'status': 'error'") == 12
    assert str(root.plainer.blocks).count(":x: *wave-number") == 12
    assert "… and 13 succeeded" in told


def test_a_message_that_is_too_long_loses_its_longest_paragraphs_first():
    paragraphs = [section(f"line {n} " + "word " * 500) for n in range(8)]
    made = message("text", [header("news"), *paragraphs, section("short")], [section("foot")])

    assert mistakes(made) == []
    assert made.blocks[0]["text"]["text"] == "news"
    assert made.blocks[-1]["text"]["text"] == "foot"
    assert made.blocks[-2]["text"]["text"] == "short"
    assert "… shortened to what fits here" in str(made.blocks)
    assert len(str(made.blocks)) < TOGETHER * 1.5


def test_a_long_table_loses_rows_but_not_its_head():
    rows = [[f"wave {n}", "x" * 190] for n in range(99)]
    made = message("text", [header("news"), table(["Wave", "State"], rows)])

    assert mistakes(made) == []
    assert made.blocks[1]["rows"][0][0]["text"] == "Wave"


def test_a_plan_that_is_too_long_loses_its_links_first_and_says_when_it_loses_tasks():
    def task(number, **more):
        return {"type": "task_card", "task_id": str(number), "title": "x" * 100, **more}

    def made(count, url):
        sources = [{"type": "url", "url": f"https://a.example/{url}", "text": "there"}]
        tasks = [task(n, sources=sources) for n in range(count)]
        plan = {"type": "plan", "title": "1 of 9 waves done", "tasks": tasks}
        return message("text", [header("news"), plan]).blocks[1]

    assert "sources" in made(10, "x")["tasks"][0]
    assert (len(made(50, "x" * 400)["tasks"]), "sources" in str(made(50, "x" * 400))) == (50, False)
    assert made(200, "x")["title"] == "1 of 9 waves done, not all of them shown"
    assert len(made(200, "x")["tasks"]) == 100


def test_a_message_keeps_its_foot_however_many_blocks_there_are():
    made = message("text", [section(str(n)) for n in range(90)], [section("foot")])

    assert len(made.blocks) == BLOCKS
    assert made.blocks[-1]["text"]["text"] == "foot"


def test_nothing_but_buttons_is_never_cut():
    row = {"type": "actions", "elements": [{"type": "button", "value": "x" * TOGETHER}]}

    assert message("text", [row]).blocks == [row]


def test_a_plan_of_a_thousand_servers_fits_into_its_modal():
    seen = prospect(Mode.RECOVERY)
    many = tuple(seen.waves[0].servers[0] for _ in range(1000))
    waves = (dataclasses.replace(seen.waves[0], servers=many), *seen.waves[1:])
    view = start_modal(dataclasses.replace(seen, waves=waves), "C0CHANNEL1")

    assert validate_view(view) == []
    assert "… and 900 more" in str(view)


def test_answers_fold():
    rows = [Row(n, 1, "operator", "slack", "x" * 400) for n in range(1, 400)]
    runs = [ListedRun(f"{n:032d}", "p" * 100, "drill", 1, "failed", "op", 2) for n in range(90)]
    story = asking().story()

    for made in (
        record_answer(story, rows, whole=True),
        history_answer(runs, people(), "/dr"),
        status_answer([story] * 40, "/dr"),
        servers_answer([ShownServer(KNOWN[0], (Assigned("p" * 100, "g"),))] * 1000, (), (), 1),
        servers("mail"),
    ):
        assert mistakes(made) == []


def test_labels_are_cut_to_what_a_button_takes():
    from bot.buttons import Action, OfRun

    asked = confirm("t" * 300, "x" * 900, "y" * 90)
    made = button(Action.CANCEL, "l" * 200, OfRun(run="r"), says="s" * 200, confirm=asked)
    row = {"type": "actions", "elements": [made]}

    assert validate_message({"text": "x", "blocks": [row]}) == []
    assert validate_view(modal("t" * 90, [section("x")], close="c" * 90)) == []


def test_people_are_named_not_called():
    assert called(people(), "oncall") == "Nora Night"
    assert called(people(), "arn:aws:sts::123456789012:assumed-role/x/nora@example.com") == (
        "`nora@example.com`"
    )
    assert called(None, "") == "nobody known"


@pytest.mark.parametrize("user", ["", "channel", "U1|x", "U0 B", "<!here>", "u0abc"])
def test_only_a_member_id_is_mentioned(user):
    assert mention(user) == ""
    assert mention("U0APPROVER") == "<@U0APPROVER>"


def test_a_moment_that_has_not_come_is_said_so():
    assert moment(0) == "not yet"
