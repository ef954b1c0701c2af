"""A real Bolt app and the embedded Slack understand each other over real sockets."""

import threading
import urllib.error
import urllib.request

import pytest
from fakes.slack_app import GROUPS, PEOPLE
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from werkzeug.serving import WSGIRequestHandler, make_server

from muster.embedded.slack.host import EmbeddedSlack, Workspace, over_wsgi

PLAIN = {"type": "plain_text", "text": "Go"}
MODAL = {
    "type": "modal",
    "callback_id": "drill",
    "title": PLAIN,
    "submit": PLAIN,
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": PLAIN,
            "element": {"type": "plain_text_input", "action_id": "why"},
        }
    ],
}
BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "approve", "text": PLAIN, "value": "run-1"}],
}


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args):
        pass


def app_for(slack):
    """A small app: a command opens a modal, the modal posts a message, its button is answered."""
    client = WebClient("xoxb-embedded", base_url=slack.api_url)
    app = App(
        client=client,
        signing_secret="embedded-signing-secret",
        token_verification_enabled=False,
    )

    @app.command("/dr")
    def drill(ack, command, client):
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @app.view("drill")
    def submitted(ack, view, client):
        why = view["state"]["values"]["why"]["why"]["value"]
        if why == "no":
            ack(response_action="errors", errors={"why": "Say more."})
            return
        ack()
        client.chat_postMessage(channel="#disaster-recovery", text=why, blocks=[BUTTON])

    @app.action("approve")
    def approved(ack, body, respond):
        ack()
        respond(replace_original=True, text=f"approved by {body['user']['username']}")

    @app.event("app_home_opened")
    def home(event, client):
        view = {"type": "home", "blocks": [{"type": "header", "text": PLAIN}]}
        client.views_publish(user_id=event["user"], view=view)

    return SlackRequestHandler(app)


@pytest.fixture
def slack():
    slack = EmbeddedSlack(Workspace(people=PEOPLE, groups=GROUPS))
    server = slack.serve()
    yield slack
    server.stop()


@pytest.fixture(params=["in process", "over http"])
def connected(request, slack):
    handler = app_for(slack)
    if request.param == "in process":
        slack.connect(over_wsgi(handler))
        yield slack
        return
    bot = make_server("127.0.0.1", 0, handler, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=bot.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    slack.connect(f"http://127.0.0.1:{bot.server_port}/slack/events")
    yield slack
    bot.shutdown()
    bot.server_close()
    thread.join()


def test_command_modal_message_click_and_home(connected):
    ana, ben = connected.act_as("ana"), connected.act_as("ben")

    ana.command("/dr", "drill payments")
    connected.wait_until(lambda: connected.modal("ana"))
    ana.submit(values={"why": "no"})
    errors = connected.modal("ana").errors
    ana.submit(values={"why": "quarterly drill"})
    [posted] = connected.wait_until(connected.messages)
    ben.click(posted, "approve")
    ben.open_home()
    home = connected.wait_until(lambda: connected.home("ben"))

    assert errors == {"why": "Say more."}
    assert posted.text == "quarterly drill"
    assert connected.wait_until(lambda: connected.messages()[0].text == "approved by ben")
    assert home.payload["blocks"][0]["type"] == "header"
    assert connected.verify_url()


def test_bolt_refuses_a_forged_request_and_the_page_says_so(connected):
    connected.faults.change({"wrong_signature": True})
    connected.act_as("ana").command("/dr", "drill payments")

    assert "the app answered 401" in connected.ephemerals("ana")[0].text


def test_waiting_for_what_never_happens_ends(slack):
    with pytest.raises(TimeoutError, match=r"within 0\.01 s"):
        slack.wait_until(slack.messages, seconds=0.01)


def test_the_next_free_port_is_taken(slack):
    first = slack.serve(port=18_765)
    second = slack.serve(port=18_765)
    ports = [int(server.url.rsplit(":", 1)[1]) for server in (first, second)]
    first.stop()
    second.stop()

    assert ports[0] < ports[1]


def test_a_stopped_server_lets_its_port_go():
    slack = EmbeddedSlack(Workspace(people=PEOPLE))
    server = slack.serve()
    server.stop()

    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(server.url, timeout=2)
