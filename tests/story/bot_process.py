"""The bot as a process of its own, which can be killed: it talks to AWS and Slack over sockets.

Run as a program it reads what it needs to know as JSON from stdin and prints where it listens.
"""

import json
import os
import subprocess
import sys
import threading

from bot.settings import BotSettings
from muster.aws.clock import AwsClock
from muster.aws.connection import Connection
from muster.aws.ids import RandomIds
from muster.aws.session import open_session
from muster.embedded.aws.principals import SECRET
from muster.entrypoints.bot_parts import Hands
from muster.entrypoints.channel.bot_at_work import BotAtWork
from muster.entrypoints.channel.channel import bot_settings, channel_app
from muster.entrypoints.channel.wired import wire_bot
from muster.model.settings import Hub, Settings
from muster.service.values import Place
from muster.wiring import service_on


class BotProcess:
    """A bot beside the channel; `kill` is what a failing host does to it."""

    def __init__(self, channel) -> None:
        self._channel = channel
        self._told = json.dumps(_to_tell(channel, channel.speed))
        self._process = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            (sys.executable, __file__), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._process.stdin.write(self._told)
        self._process.stdin.close()
        self._channel.slack.connect(self._process.stdout.readline().strip())

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    stop = kill


def _to_tell(channel, speed):
    aws = channel.aws
    account = aws.material.inventory.account
    roles = {"own": aws.settings.bot_role, "decisions": aws.settings.decision_role}
    arns = {as_: f"arn:aws:sts::{account}:assumed-role/{role}/bot" for as_, role in roles.items()}
    slack = bot_settings(channel.slack, speed)
    return {
        "speed": speed,
        "endpoint": channel.endpoint,
        "account": account,
        "region": aws.material.inventory.region,
        "keys": {as_: aws.world.principals.key_for(arn) for as_, arn in arns.items()},
        "slack": {"api_url": slack.api_url, "channel": slack.channel, "fresh": slack.fresh},
    }


def main() -> None:
    told = json.load(sys.stdin)
    own, decisions = (_connection(told, as_) for as_ in ("own", "decisions"))
    settings = Settings(hub=Hub(account=told["account"], region=told["region"]))
    service = service_on(own, settings, RandomIds())
    bot = wire_bot(service, Hands(own, decisions), settings, _slack(told["slack"]))
    pause = threading.Event()
    work = BotAtWork(
        bot, (channel_app().signing_secret,), lambda seconds: pause.wait(seconds / told["speed"])
    )
    work.start()
    sys.stdout.write(f"{work.url}\n")
    sys.stdout.flush()
    pause.wait()


def _slack(told):
    app = channel_app()
    return BotSettings(token=app.token, signing_secrets=(app.signing_secret,), console="", **told)


def _connection(told, as_):
    place = Place(
        "the channel's AWS",
        region=told["region"],
        endpoint=told["endpoint"],
        access_key=told["keys"][as_],
        secret=SECRET,
    )
    return Connection(open_session(place), AwsClock(), endpoint=told["endpoint"])


if __name__ == "__main__":
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    main()
