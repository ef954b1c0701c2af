"""The tutorial, played by a newcomer in a real browser: `make story`, never part of `make test`."""

import os
from contextlib import contextmanager

import pytest
from fakes.demo_process import DemoProcess
from fakes.embedded_process import ROOT, plain_environment
from scenario.chromium import Chromium, executable
from story.bot_process import BotProcess
from story.first_drill import HEIGHT, WIDTH, FirstDrill, Pictures

from muster.aws.clock import AwsClock
from muster.engine.states import RunState
from muster.entrypoints.channel.aim import CAPACITY, aimed
from muster.entrypoints.channel.channel import open_channel
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.material import INVENTORY, PLAN, read_material
from muster.service.reading.runs import list_runs
from muster.wiring import embedded_service

QUICK = 80.0
IMAGES = os.environ.get("MUSTER_STORY_IMAGES")
ALSO = ("approval", "finished")  # these in the dark and on a phone, too

pytestmark = pytest.mark.skipif(
    executable() is None, reason="no Chromium: install the distribution's package, or set CHROMIUM="
)


@pytest.fixture(scope="module")
def browser():
    with Chromium.start() as browser:
        yield browser


@contextmanager
def newcomer(browser, address, folder=None):
    page = browser.page(WIDTH, HEIGHT)
    page.prefer("light")
    page.goto(address)
    drill = FirstDrill(page, Pictures(page, folder, also=ALSO))
    yield drill
    assert page.complaints == []


def test_a_newcomer_runs_a_first_drill(browser, tmp_path):
    folder = ROOT / IMAGES if IMAGES else None
    with DemoProcess("--fault", CAPACITY, environ=plain_environment(tmp_path)) as demo:
        assert "Nothing touches AWS or Slack" in demo.greeting
        with newcomer(browser, demo.page, folder) as drill:
            begins(drill)
            ends(drill)
            assert drill.roots() == 1
        code, said = demo.stop()

    assert (code, said.count("\n")) == (0, 1)
    assert "no real account was touched" in said


def test_the_bot_is_killed_after_the_approval_and_started_again(browser, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    bots = []

    def bot_of(channel):
        bots.append(BotProcess(channel))
        return bots[0]

    with a_channel(bot_of) as channel, newcomer(browser, channel.page) as drill:
        begins(drill)
        bots[0].kill()
        until_failed(channel)
        assert not drill.page.says("Decision needed")  # the run went on, the message did not

        bots[0].start()
        ends(drill)

        assert drill.roots() == 1


def begins(drill):
    drill.opens_the_page()
    drill.asks_for_the_plans()
    drill.starts_a_drill()
    drill.watches_the_databases()
    drill.is_refused_their_own_approval()
    drill.approves_as_somebody_else()


def ends(drill):
    drill.retries_what_failed()
    drill.pauses_and_resumes()
    drill.sees_it_finish()
    drill.cleans_up()


@contextmanager
def a_channel(bot_of):
    material = aimed(read_material([PLAN], inventory=INVENTORY, faults=CAPACITY))
    with (
        Installation(material, start=float(AwsClock().now())) as aws,
        open_channel(aws, QUICK, fails=True, bot=bot_of) as channel,
    ):
        yield channel


def until_failed(channel):
    service = embedded_service(
        channel.aws.world, channel.aws.owner, channel.aws.settings, channel.flow
    )
    while list_runs(service, newest=1)[0].state != RunState.DECIDING:
        channel.flow.sleep(10)
