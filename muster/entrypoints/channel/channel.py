"""The whole demo in one process: an AWS, a Slack, the bot between them, a guide beside them."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files

import yaml

from bot.settings import BotSettings
from eventbridge.patterns import event_rules
from muster.aws.connection import Connection
from muster.aws.rules import AwsEventSource
from muster.embedded.slack.host import App, EmbeddedSlack
from muster.embedded.slack.people import TEAM
from muster.entrypoints.channel.bot_at_work import BotAtWork
from muster.entrypoints.channel.completion import completion
from muster.entrypoints.channel.flow import Flow
from muster.entrypoints.channel.greeting import banner
from muster.entrypoints.channel.guide import Guide
from muster.entrypoints.channel.players import CHANNEL, Players, players_of
from muster.entrypoints.channel.scene import scene_of
from muster.entrypoints.channel.wired import QUEUE, Hands, wire_bot
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.installation import Installation
from muster.entrypoints.local.serving import announced, open_port
from muster.model.base import Mode
from muster.wiring import embedded_service

FIRST_PAGE_PORT = 4700
TITLE = "muster demo"


@dataclass(frozen=True)
class Channel:
    """The demo at work; `page` and `endpoint` are the addresses of its Slack and of its AWS."""

    aws: Installation
    slack: EmbeddedSlack
    flow: Flow
    players: Players
    page: str
    endpoint: str
    notes: tuple[str, ...] = ()


@contextmanager
def open_channel(aws: Installation, speed: float, *, fails: bool = False) -> Iterator[Channel]:
    """Publish, and open page, AWS and bot; everything ends with the context.

    `fails`: a launch of the wave that asks for approval is going to fail.
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
        channel = Channel(aws, slack, flow, players, server.url, endpoint, tuple(notes))
        flow.start()
        bot = open_bot(channel)
        guide = _guide(channel, fails=fails)
        _dress(channel, speed)
        for part in (bot, guide):
            part.start()
            stack.callback(part.stop)
        stack.callback(flow.end)  # first of all: whoever sleeps wakes up
        yield channel


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
        wire_bot(service, hands, aws.settings, bot_settings(channel.slack)),
        (app.signing_secret,),
        channel.flow.sleep,
    )
    channel.slack.connect(made.url)
    return made


def channel_app() -> App:
    """The app as the embedded Slack has it installed: with the scopes of its manifest, no more."""
    manifest = yaml.safe_load((files("bot") / "manifests" / "http.yaml").read_text("utf-8"))
    return App(scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]))


def bot_settings(slack: EmbeddedSlack) -> BotSettings:
    """What the bot is told about the embedded Slack."""
    app = channel_app()
    return BotSettings(
        token=app.token,
        channel=slack.channel_id(CHANNEL),
        signing_secrets=(app.signing_secret,),
        team=TEAM,
        api_url=slack.api_url,
        console="",
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


def _dress(channel: Channel, speed: float) -> None:
    plans = [plan.plan for plan in channel.aws.material.plans]
    channel.slack.set_banner(banner(speed), title=TITLE)
    channel.slack.set_commands(completion(plans))


def _connection(aws: Installation, role: str, flow: Flow) -> Connection:
    return Connection(aws.world.session(_session(aws, role), aws.material.inventory.region), flow)


def _session(aws: Installation, role: str) -> str:
    """The ARN of the bot's session in a role."""
    return f"arn:aws:sts::{aws.material.inventory.account}:assumed-role/{role}/bot"
