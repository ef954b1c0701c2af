"""What the bot is told about Slack, and what Slack is told about the bot."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

import bot
from bot.http import PATH
from bot.settings import BotSettings

MANIFESTS = Path(bot.__file__).parent / "manifests"
GIVEN = {"token": "xoxb-1-2-3", "channel": "C0CHANNEL1"}
SCOPES = {  # docs.slack.dev/reference/scopes: one line a method or feature that the bot uses
    "commands",  # /dr
    "chat:write",  # chat.postMessage, chat.update, chat.postEphemeral
    "channels:history",  # conversations.history: finding a message whose answer was lost
    "groups:history",  # the same in a private channel
    "usergroups:read",  # usergroups.users.list: who belongs to a group that the people file names
    "users:read",  # users.info: is somebody a guest
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": ""},
        {"channel": "#general"},
        {"channel": "D0DIRECT"},
        {"team": "acme"},
        {"command": "dr"},
        {"timeout": 0},
        {"signing_secrets": ("a", "b", "c")},
        {"unknown": 1},
    ],
)
def test_a_setting_that_cannot_be_is_named_without_the_secrets(wrong):
    with pytest.raises(ValidationError) as refused:
        BotSettings(**{**GIVEN, **wrong})

    assert next(iter(wrong)) in str(refused.value)
    assert "xoxb" not in str(refused.value)


def test_secrets_are_never_shown():
    settings = BotSettings(**GIVEN, signing_secrets=("8f742231b10e",))

    assert "xoxb" not in f"{settings} {settings!r} {settings.model_dump_json()}"
    assert "8f74" not in f"{settings} {settings!r} {settings.model_dump_json()}"


@pytest.mark.parametrize("name", ["socket", "http"])
def test_a_manifest_asks_for_what_the_bot_uses_and_no_more(name):
    manifest = yaml.safe_load((MANIFESTS / f"{name}.yaml").read_text())
    [command] = manifest["features"]["slash_commands"]

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert command["command"] == BotSettings(**GIVEN).command
    assert command["should_escape"] is False
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert len(command["usage_hint"]) <= 1000
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened"]


def test_the_two_manifests_differ_in_how_slack_reaches_the_bot():
    socket, http = (
        yaml.safe_load((MANIFESTS / f"{name}.yaml").read_text()) for name in ("socket", "http")
    )

    assert socket["settings"]["socket_mode_enabled"] is True
    assert "url" not in socket["features"]["slash_commands"][0]
    assert http["settings"]["socket_mode_enabled"] is False
    for url in (
        http["features"]["slash_commands"][0]["url"],
        http["settings"]["interactivity"]["request_url"],
        http["settings"]["event_subscriptions"]["request_url"],
    ):
        assert url.startswith("https://")
        assert url.endswith(PATH)
