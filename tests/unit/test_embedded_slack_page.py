"""The page: what it is told, what it may do, and that nothing comes from outside."""

import re

import pytest
from fakes.slack_app import ANA, BEN, Stage

from muster.embedded.slack.host import Hint
from muster.embedded.slack.pages import FILES

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


@pytest.fixture
def stage():
    return Stage()


def seen(stage, person=ANA, **wanted):
    return stage.http.get("/_embedded/state", query_string={"as": person} | wanted).json


def do(stage, **deed):
    return stage.http.post("/_embedded/do", json={"as": ANA, "channel": stage.channel} | deed)


def test_a_person_sees_the_channel_the_people_and_who_they_are(stage):
    stage.post("hello")

    state = seen(stage)

    assert state["me"] == {
        "id": ANA,
        "handle": "ana",
        "name": "Ana Silva",
        "title": "drill operator",
    }
    assert [one["id"] for one in state["people"]] == [ANA, BEN]
    assert [one["name"] for one in state["channels"]] == ["disaster-recovery"]
    assert "hello" in state["channel"]["messages"][0]["html"]


def test_whoever_is_not_known_is_the_first_person_in_the_first_channel(stage):
    state = seen(stage, "U404", channel="C404")

    assert (state["me"]["id"], state["channel"]["id"]) == (ANA, stage.channel)


def test_an_ephemeral_message_is_on_the_page_of_one_person(stage):
    stage.call("chat.postEphemeral", channel=stage.channel, user=ANA, text="psst")

    [message] = seen(stage)["channel"]["messages"]

    assert "Only visible to you" in message["html"]
    assert seen(stage, BEN)["channel"]["messages"] == []


def test_a_thread_is_shown_on_demand_and_counted_in_the_channel(stage):
    root = stage.post("root")
    stage.post("reply", thread_ts=root)

    state = seen(stage, thread=root)

    assert [one["ts"] for one in state["channel"]["messages"]] == [root]
    assert "1 reply" in state["channel"]["messages"][0]["html"]
    assert len(state["thread"]["messages"]) == 2


def test_a_failed_click_is_marked_on_the_page_of_the_clicker_only(stage):
    ts = stage.post(blocks=[{"type": "actions", "block_id": "b", "elements": [BUTTON]}])
    stage.app.answers["block_actions"] = 500
    do(stage, what="press", ts=ts, block_id="b", action_id="go")

    mine, others = (seen(stage, who)["channel"]["messages"][0]["html"] for who in (ANA, BEN))

    assert "The app answered 500" in mine
    assert "The app answered 500" not in others


def test_a_modal_is_on_the_page_of_the_one_who_opened_it(stage):
    do(stage, what="write", text="/dr drill")
    view = {"type": "modal", "title": BUTTON["text"], "blocks": [{"type": "divider"}]}
    trigger = stage.app.only("command")["content"]["trigger_id"]
    stage.call("views.open", trigger_id=trigger, view=view)

    assert seen(stage)["modal"]["html"]
    assert seen(stage, BEN)["modal"] is None


def test_home_is_shown_once_it_is_published(stage):
    before = seen(stage)["home"]
    view = {"type": "home", "blocks": [{"type": "header", "text": {**BUTTON["text"]}}]}
    stage.call("views.publish", user_id=ANA, view=view)

    assert "no Home tab" in before
    assert "<h3>Go</h3>" in seen(stage)["home"]


def test_the_host_gives_banner_steps_and_commands(stage):
    verbs = [{"verb": "drill", "usage": "<plan>", "help": "Start a drill", "values": ["payments"]}]
    stage.slack.set_banner("Nothing here touches *AWS*", title="demo")
    stage.slack.set_hints([Hint("type `/dr plans`", done=True, command="/dr plans")])
    stage.slack.set_commands([{"command": "/dr", "help": "Recover", "verbs": verbs}])

    state = seen(stage)

    assert (state["title"], state["banner"]) == ("demo", "Nothing here touches <b>AWS</b>")
    assert state["hints"][0]["html"] == "type <code>/dr plans</code>"
    assert (state["hints"][0]["done"], state["commands"][0]["verbs"]) == (True, verbs)


def test_direct_messages_appear_in_the_list_once_there_are_some(stage):
    before = len(seen(stage)["channels"])
    stage.call("chat.postMessage", channel=ANA, text="psst")

    assert (before, len(seen(stage)["channels"]), len(seen(stage, BEN)["channels"])) == (1, 2, 1)


def test_typing_sends_a_command_or_says_something(stage):
    do(stage, what="write", text="/dr plans")
    do(stage, what="write", text="good *morning*")
    do(stage, what="write", text="   ")

    assert stage.app.only("command")["content"]["text"] == "plans"
    assert [one.text for one in stage.slack.messages()] == ["good *morning*"]


def test_a_slash_command_in_a_thread_is_refused_as_in_slack(stage):
    root = stage.post("root")
    do(stage, what="write", text="/dr plans", thread_ts=root)

    assert stage.app.requests == []
    assert "work in the channel" in stage.slack.ephemerals("ana")[0].text


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ({"as": "U404", "what": "write"}, "user_not_found"),
        ({"what": "dance"}, "unknown_deed"),
        ({"what": "write", "channel": "C404", "text": "x"}, "channel_not_found"),
        ({"what": "submit", "view_id": "V404"}, "not_found"),
    ],
)
def test_a_deed_that_makes_no_sense_is_refused(stage, deed, error):
    answer = do(stage, **deed)

    assert (answer.status_code, answer.json["error"]) == (400, error)


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"what": "write"}},
        {"json": ["write"]},
        {"data": "{", "content_type": "application/json"},
        {"json": {"what": "write"}, "headers": {"Sec-Fetch-Site": "cross-site"}},
    ],
)
def test_only_the_page_itself_can_act(stage, how):
    assert stage.http.post("/_embedded/do", **how).status_code == 400
    assert stage.http.post("/_embedded/faults", **how).status_code == 400


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/_embedded/state", "/nowhere"])
def test_every_answer_forbids_whatever_comes_from_elsewhere(stage, path):
    headers = stage.http.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'self'; base-uri 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_files_of_the_page_name_no_other_host_and_no_inline_code():
    for file in FILES.iterdir():
        text = file.read_text()
        addresses = [one for one in re.findall(r"https?://[^\s\"'`]+", text) if "w3.org" not in one]
        assert addresses == [], file.name
        assert not re.search(r"\son\w+=|\sstyle=|<script>", text) or file.name.endswith(".js")


def test_files_outside_the_page_are_not_served(stage):
    names = ("..%2Fpages.py", ".hidden", "pages.py", "%2Fetc%2Fpasswd")

    assert {stage.http.get(f"/page/{name}").status_code for name in names} == {404}


def test_changes_come_as_they_happen(stage):
    stream = stage.http.get("/_embedded/changes").response

    first = next(stream)
    stage.post()
    second = next(stream)

    assert first.startswith(b"data: ")
    assert first != second
