"""The whole demo in one process: an AWS, a Slack, the bot between them, a guide beside them."""

import math
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Protocol

import yaml

from bot.settings import BotSettings
from eventbridge.patterns import event_rules
from muster.aws.connection import Connection
from muster.aws.rules import AwsEventSource
from muster.embedded.slack.host import App, EmbeddedSlack
from muster.embedded.slack.misfortunes import Misfortune
from muster.embedded.slack.people import TEAM
from muster.entrypoints.bot_parts import QUEUE, Hands
from muster.entrypoints.channel.bot_at_work import BotAtWork
from muster.entrypoints.channel.completion import completion
from muster.entrypoints.channel.flow import Flow
from muster.entrypoints.channel.greeting import banner
from muster.entrypoints.channel.guide import Guide
from muster.entrypoints.channel.players import CHANNEL, Players, players_of
from muster.entrypoints.channel.scene import scene_of
from muster.entrypoints.channel.wired import wire_bot
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.serving import announced, open_port
from muster.model.base import Mode
from muster.wiring import embedded_service

FIRST_PAGE_PORT = 4700
TITLE = "muster demo"
FRESH, SHORTEST = 60.0, 3
"""Seconds: how old a message may become, in virtual time; and in real time, at the least."""


@dataclass(frozen=True)
class Channel:
    """The demo at work; `page` and `endpoint` are the addresses of its Slack and of its AWS.

    `speed` is how fast time runs at most.
    """

    aws: Installation
    slack: EmbeddedSlack
    flow: Flow
    players: Players
    page: str
    endpoint: str
    speed: float
    notes: tuple[str, ...] = ()


class Part(Protocol):
    """What runs beside the channel."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End; nothing of it is left when this returns."""


@contextmanager
def open_channel(
    aws: Installation,
    speed: float,
    *,
    fails: bool = False,
    misfortune: Misfortune | None = None,
    bot: Callable[[Channel], Part] | None = None,
) -> Iterator[Channel]:
    """Publish, and open page, AWS and bot; everything ends with the context.

    `fails`: a launch of the wave that asks for approval is going to fail. `misfortune` is what
    befalls the chat. `bot` makes another one than that of this process, and connects the channel's
    Slack to it.
    """
    with aws.time.interruptible():
        players = _publish(aws)
    flow = Flow(aws.world, speed)
    slack = _slack(players, flow)
    with ExitStack() as stack:
        endpoint = f"http://127.0.0.1:{open_port(aws.world, None)}"
        notes = stack.enter_context(announced(aws.world, endpoint, os.environ))
        server = slack.serve(port=FIRST_PAGE_PORT)
        stack.callback(server.stop)
        channel = Channel(aws, slack, flow, players, server.url, endpoint, speed, tuple(notes))
        flow.start()
        parts = ((bot or open_bot)(channel), _guide(channel, fails=fails))
        _dress(channel)
        _start(parts, flow, stack)
        if misfortune:
            slack.befall(misfortune)
        yield channel


def _start(parts: Iterable[Part], flow: Flow, stack: ExitStack) -> None:
    for part in parts:
        part.start()
        stack.callback(part.stop)
        stack.callback(flow.end)  # before that: whoever sleeps wakes up


def open_bot(channel: Channel) -> BotAtWork:
    """A bot of this process, to which the channel's Slack is connected from now on."""
    aws = channel.aws
    service = embedded_service(
        aws.world, _session(aws, aws.settings.bot_role), aws.settings, channel.flow
    )
    hands = Hands(
        _connection(aws, aws.settings.bot_role, channel.flow),
        _connection(aws, aws.settings.decision_role, channel.flow),
    )
    app = channel_app()
    made = BotAtWork(
        wire_bot(service, hands, aws.settings, bot_settings(channel.slack, channel.speed)),
        (app.signing_secret,),
        channel.flow.sleep,
    )
    channel.slack.connect(made.url)
    return made


def channel_app() -> App:
    """The app as the embedded Slack has it installed: with the scopes of its manifest, no more."""
    manifest = yaml.safe_load((files("bot") / "manifests" / "http.yaml").read_text("utf-8"))
    return App(scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]))


def bot_settings(slack: EmbeddedSlack, speed: float) -> BotSettings:
    """What the bot is told about the embedded Slack.

    It keeps its messages as young as elsewhere, a minute, but in virtual time.
    """
    app = channel_app()
    return BotSettings(
        token=app.token,
        channel=slack.channel_id(CHANNEL),
        signing_secrets=(app.signing_secret,),
        team=TEAM,
        api_url=slack.api_url,
        console="",
        fresh=max(math.ceil(FRESH / speed), SHORTEST),
    )


def _publish(aws: Installation) -> Players:
    plan, inventory = aws.material.plans[0], aws.material.inventory
    cast = cast_for(plan, Mode.DRILL, aws.material.people, inventory.account)
    players = players_of(cast, plan)
    aws.publish(players.people)
    owner = Connection(aws.world.session(aws.owner, inventory.region), aws.time)
    AwsEventSource(owner, QUEUE).lay(event_rules())
    return players


def _slack(players: Players, flow: Flow) -> EmbeddedSlack:
    return EmbeddedSlack(replace(players.workspace, app=channel_app()), clock=flow.moment)


def _guide(channel: Channel, *, fails: bool) -> Guide:
    aws = channel.aws
    environment = aws.world.environment(int(channel.endpoint.rpartition(":")[2]))
    scene = scene_of(aws.material.plans[0], channel.players, environment, fails=fails)
    service = embedded_service(aws.world, aws.owner, aws.settings, channel.flow)
    return Guide(service, channel.slack, channel.flow, scene)


def _dress(channel: Channel) -> None:
    plans = [plan.plan for plan in channel.aws.material.plans]
    channel.slack.set_banner(banner(channel.speed), title=TITLE)
    channel.slack.set_commands(completion(plans))


def _connection(aws: Installation, role: str, flow: Flow) -> Connection:
    return Connection(aws.world.session(_session(aws, role), aws.material.inventory.region), flow)


def _session(aws: Installation, role: str) -> str:
    """The ARN of the bot's session in a role."""
    return f"arn:aws:sts::{aws.material.inventory.account}:assumed-role/{role}/bot"
