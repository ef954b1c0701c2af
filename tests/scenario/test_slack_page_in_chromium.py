"""The page in a real browser: typing, clicking, modals, two people, reload, phone, dark."""

import threading

import pytest
from fakes.slack_app import RecordingApp, workspace
from scenario.chromium import Chromium, executable

from muster.embedded.slack.host import EmbeddedSlack, Hint

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(executable() is None, reason="there is no Chromium here"),
]


def plain(text):
    return {"type": "plain_text", "text": text}


def button(action_id, label, **more):
    return {"type": "button", "action_id": action_id, "text": plain(label)} | more


CONFIRM = {
    "title": plain("Abort the drill?"),
    "text": plain("Launched servers stay."),
    "confirm": plain("Yes, abort"),
    "deny": plain("Go on"),
}
CARD = [
    {"type": "header", "text": plain("Drill of payments")},
    {
        "type": "actions",
        "block_id": "gate",
        "elements": [button("approve", "Approve"), button("abort", "Abort", confirm=CONFIRM)],
    },
]
MODAL = {
    "type": "modal",
    "title": plain("Drill payments"),
    "submit": plain("Start drill"),
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Reason"),
            "element": {"type": "plain_text_input", "action_id": "why"},
        }
    ],
}
COMMANDS = [
    {
        "command": "/dr",
        "help": "Recover",
        "verbs": [
            {"verb": "plans", "help": "All plans"},
            {"verb": "drill", "usage": "<plan>", "help": "Start a drill", "values": ["payments"]},
        ],
    }
]


@pytest.fixture(scope="module")
def browser():
    with Chromium.start() as browser:
        yield browser


@pytest.fixture
def slack():
    slack = EmbeddedSlack(workspace())
    slack.set_banner("Nothing here touches AWS or Slack", title="demo")
    slack.set_hints([Hint("Start a drill", command="/dr drill payments", act_as="ben")])
    slack.set_commands(COMMANDS)
    server = slack.serve()
    slack.url = server.url
    slack.app = RecordingApp()
    slack.connect(slack.app)
    yield slack
    server.stop()


@pytest.fixture
def page(browser, slack):
    page = browser.page()
    page.goto(slack.url)
    page.wait_for("You are")
    yield page
    assert page.complaints == []


def call(slack, method, **arguments):
    from slack_sdk import WebClient

    return WebClient("xoxb-embedded", base_url=slack.api_url).api_call(method, json=arguments)


def post(slack, text="Drill of payments", **more):
    return call(slack, "chat.postMessage", channel="disaster-recovery", text=text, **more)["ts"]


def test_a_command_is_completed_with_the_keyboard_alone(slack, page):
    page.press("Tab")
    page.evaluate("document.getElementById('composer').focus()")
    page.type("/dr dr")
    page.wait_for("Start a drill")
    page.press("Tab")
    page.press("ArrowDown")
    page.press("Enter")
    page.press("Enter")
    slack.wait_until(lambda: slack.app.requests)

    assert slack.app.only("command")["content"]["text"] == "drill payments"


def test_a_message_changes_live_and_a_thread_opens(slack, page):
    ts = post(slack)
    page.wait_for("Drill of payments")
    call(slack, "chat.update", channel=slack.channel_id("disaster-recovery"), ts=ts, text="Done")
    page.wait_for("Done")
    post(slack, "two servers up", thread_ts=ts)
    page.click("1 reply")
    page.wait_for("two servers up")
    page.type("well done")
    page.press("Enter")
    slack.wait_until(lambda: len(slack.messages(thread_ts=ts)) == 2)

    assert slack.messages(thread_ts=ts)[1].text == "well done"


def test_a_modal_takes_the_focus_keeps_what_was_typed_and_shows_mistakes(slack, page):
    def open_modal(request):
        trigger = request["content"]["trigger_id"]
        threading.Thread(
            target=call, args=(slack, "views.open"), kwargs={"trigger_id": trigger, "view": MODAL}
        ).start()
        return {}

    slack.app.answers["command"] = open_modal
    slack.app.answers["view_submission"] = {
        "response_action": "errors",
        "errors": {"why": "Say more."},
    }
    page.click("#composer")
    page.type("/dr drill payments")
    page.press("Enter")
    page.wait_for("Start drill")
    page.type("hm")
    page.press("Enter")
    page.wait_for("Say more.")
    slack.app.answers.clear()
    page.type(", a real reason")
    page.click("Start drill")
    page.wait_until_gone("Start drill")

    values = slack.app.requests[-1]["content"]["view"]["state"]["values"]
    assert values["why"]["why"]["value"] == "hm, a real reason"


def test_escape_closes_a_modal(slack, page):
    slack.act_as("ana").command("/dr", "drill")
    trigger = slack.app.only("command")["content"]["trigger_id"]
    call(slack, "views.open", trigger_id=trigger, view=MODAL)
    page.wait_for("Start drill")
    page.press("Escape")
    page.wait_until_gone("Start drill")

    slack.wait_until(lambda: slack.modal("ana") is None)  # the page closes it first, then says so


def test_a_confirmation_is_asked_and_no_means_no(slack, page):
    post(slack, blocks=CARD)
    page.click("Abort")
    page.wait_for("Abort the drill?")
    page.press("Escape")
    page.wait_until_gone("Abort the drill?")
    page.click("Abort")
    page.click("Yes, abort")
    slack.wait_until(lambda: slack.app.requests)

    assert slack.app.only("block_actions")["content"]["actions"][0]["action_id"] == "abort"


def test_a_click_that_fails_is_marked_where_it_was_made(slack, page):
    slack.app.answers["block_actions"] = 500
    post(slack, blocks=CARD)
    page.click("Approve")

    page.wait_for("The app answered 500")


def test_one_acts_as_another_person_and_stays_it_after_a_reload(slack, page):
    page.click("Ben Okoro")
    page.until("document.querySelector('[aria-checked=true]').innerText.includes('Ben')", "Ben")
    page.goto(slack.url)
    page.wait_for("You are")
    page.click("#composer")
    page.type("good morning")
    page.press("Enter")
    page.wait_for("good morning")

    assert slack.messages()[0].user == "U0BEN"


def test_a_step_types_its_command_as_the_right_person(slack, page):
    page.click("Type it as Ben Okoro")
    page.until("document.getElementById('composer').value === '/dr drill payments'", "command")

    assert "Ben" in page.evaluate("document.querySelector('[aria-checked=true]').innerText")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_window(slack, page, scheme, size):
    post(slack, blocks=[*CARD, {"type": "section", "text": plain("x" * 300)}])
    page.prefer(scheme)
    page.resize(*size, is_phone=size[0] < 500)
    page.wait_for("Drill of payments")

    too_wide = """[...document.querySelectorAll("body *")].filter((one) =>
        one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1
        && !one.closest(".table-scroll, .hidden, .skip")).map((one) => one.outerHTML)"""
    assert page.evaluate(too_wide) == []
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_page_says_when_its_server_is_gone(slack, page):
    page.evaluate("window.fetch = () => Promise.reject(new Error('gone'))")
    post(slack)

    page.wait_for("connection to the server is lost")
    page.complaints.clear()
