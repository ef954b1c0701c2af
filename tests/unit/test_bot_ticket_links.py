"""A ticket is a link to the tracker, if it can be one of its tickets; else it is only text."""

import pytest
from fakes.bot_stories import SETTINGS, Scene
from fakes.muster_service import RUN
from pydantic import ValidationError

from bot.reading import read_story
from bot.settings import BotSettings
from bot.views.links import ticket_link

TRACKER = "https://tickets.example.com/browse/{ticket}"


def shown(name, tickets=TRACKER):
    scene = Scene(state="running", ticket=name)
    settings = SETTINGS.model_copy(update={"tickets": tickets})
    return ticket_link(read_story(scene.service, settings, RUN))


def test_a_ticket_leads_to_the_tracker():
    assert shown("CHG-7") == "<https://tickets.example.com/browse/CHG-7|CHG-7>"


def test_without_a_tracker_it_is_text():
    assert shown("CHG-7", tickets="") == "CHG-7"


@pytest.mark.parametrize(
    "name", ["../admin", "CHG 7", "7|<!channel>", "https://evil.example", "?x=1", "x" * 65]
)
def test_what_is_no_ticket_leads_nowhere(name):
    assert "tickets.example.com" not in shown(name)
    assert "<!channel>" not in shown(name)


@pytest.mark.parametrize(
    "address",
    [
        "tickets.example.com",
        "http://t/{ticket}",
        "https://t/",
        "https://t/{ticket}|x",
        "https://{x}",
    ],
)
def test_an_address_without_a_ticket_in_it_is_refused(address):
    with pytest.raises(ValidationError):
        BotSettings(token="xoxb-1-2", channel="C0CHANNEL1", tickets=address)
