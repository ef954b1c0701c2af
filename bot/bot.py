"""What every conversation is given: the ports, Slack, and who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from slack_sdk import WebClient

from bot.authorisation import NotAllowedError, read_people
from bot.directory import Directory
from bot.settings import BotSettings
from muster.engine.keys import people_key
from muster.model.people import People, Person
from muster.service.acting.deed import Acting, Actor
from muster.service.acting.ports import SourceServers
from muster.service.announcing import Announcer, NoTopic, Topic
from muster.service.service import Service

Json = Mapping[str, Any]
PEOPLE_FILE = "an administrator adds people to the people file: `muster plan publish --people`"


def uncounted() -> None:
    """Where nobody counts it: the log alone has it."""


@dataclass(frozen=True)
class Services:
    """What the bot needs of the rest of muster.

    `unforeseen` is called once for each request that failed in a way that nobody foresaw.
    """

    service: Service
    acting: Acting
    source_servers: SourceServers
    topic: Topic = field(default_factory=NoTopic)
    unforeseen: Callable[[], None] = uncounted


class KeepsBoards(Protocol):
    """Posts boards, messages that follow all runs under way, and keeps them true."""

    def open(self, channel: str, name: str) -> str:
        """Post a board in this channel; it is kept true from now on.

        Gives the channel that took it; empty: Slack did not take it yet.
        """
        ...

    def refresh(self) -> None:
        """Bring the boards up to date at once."""
        ...


@dataclass(frozen=True)
class Bot:
    """The bot, wired."""

    services: Services
    slack: WebClient
    directory: Directory
    announcer: Announcer
    settings: BotSettings
    boards: KeepsBoards

    @property
    def service(self) -> Service:
        """The ports of readings and commands."""
        return self.services.service

    @property
    def acting(self) -> Acting:
        """The ports of acts."""
        return self.services.acting


@dataclass(frozen=True)
class Asked:
    """Somebody known asks for something, somewhere.

    `token` names this very request: Slack may deliver it twice. `trigger` opens a modal within 3 s.
    """

    person: Person
    people: People
    team: str
    user: str
    channel: str
    trigger: str
    token: str

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.person.name or self.person.person

    @property
    def actor(self) -> Actor:
        """The same, as the record has it."""
        return Actor(self.person.person, f"slack:{self.team}/{self.user}")


def of_command(bot: Bot, body: Json) -> Asked:
    """Who typed a slash command."""
    team, user = str(body.get("team_id")), str(body.get("user_id"))
    trigger, channel = str(body.get("trigger_id")), str(body.get("channel_id"))
    return _known(bot, team, user, channel=channel, trigger=trigger, token=f"command/{trigger}")


def of_click(bot: Bot, body: Json) -> Asked:
    """Who clicked a button."""
    team, user = _identity(body)
    action = body["actions"][0]
    token = f"click/{user}/{action.get('action_id')}/{action.get('action_ts')}"
    channel = str((body.get("channel") or {}).get("id") or "")
    trigger = str(body.get("trigger_id"))
    return _known(bot, team, user, channel=channel, trigger=trigger, token=token)


def of_event(bot: Bot, body: Json) -> Asked:
    """Who did something that Slack tells by an event, such as looking at the Home tab."""
    event = body["event"]
    team, user = str(event.get("team") or body.get("team_id")), str(event.get("user"))
    return _known(bot, team, user, channel="", trigger="", token=f"event/{body.get('event_id')}")


def of_modal(bot: Bot, body: Json, channel: str) -> Asked:
    """Who sent a modal that was opened in a channel."""
    team, user = _identity(body)
    token = f"view/{body['view']['id']}"
    trigger = str(body.get("trigger_id"))
    return _known(bot, team, user, channel=channel, trigger=trigger, token=token)


def _identity(body: Json) -> tuple[str, str]:
    user = body.get("user") or {}
    team = user.get("team_id") or (body.get("team") or {}).get("id")
    return str(team), str(user.get("id"))


def _known(bot: Bot, team: str, user: str, *, channel: str, trigger: str, token: str) -> Asked:
    """Raise `NotAllowedError` for whoever is not one of the published people."""
    people = read_people(bot.service.table.item(people_key()))
    if people is None:
        raise NotAllowedError(
            "no people are published here, so nobody may do anything", PEOPLE_FILE
        )
    if bot.settings.team and team != bot.settings.team:
        raise NotAllowedError("you belong to another workspace, and may do nothing here")
    person = people.person_of_slack(team, user)
    if person is None:
        raise NotAllowedError(f"I do not know you (Slack {team}/{user})", PEOPLE_FILE)
    _check_no_guest(bot, user)
    if not person.every_role:
        raise NotAllowedError("you have no role here", PEOPLE_FILE)
    return Asked(person, people, team, user, channel, trigger, token)


def _check_no_guest(bot: Bot, user: str) -> None:
    guest = bot.directory.is_guest(user)
    if guest is None:
        raise NotAllowedError(
            "Slack does not say whether you are a guest of this workspace, so you may do nothing",
            "try again in a minute, or use the command line",
        )
    if guest:
        raise NotAllowedError("you are a guest of this workspace, and may do nothing here")
