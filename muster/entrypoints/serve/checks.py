"""`muster serve --check`: what can be known before anybody needs it, asked of Slack."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.views.answers.help_ import help_answer
from bot.views.notes import call_message
from muster.service.announcing import Call, CallKind

SAMPLE: Final = Call("", CallKind.OUTSIDE_RECOVERY, "sample", "", "a recovery began outside muster")


@dataclass(frozen=True)
class Checked:
    """What was looked at, and what is wrong with it; empty: nothing."""

    what: str
    wrong: str = ""


def look(told: Mapping[str, str]) -> Iterator[Checked]:
    """Ask Slack about the tokens, the workspace, and a few of the bot's own messages."""
    api = told["MUSTER_SLACK_API"]
    slack = WebClient(told["MUSTER_SLACK_TOKEN"], base_url=api)
    app = WebClient(told["MUSTER_SLACK_APP_TOKEN"], base_url=api)
    yield _asked("the bot token", slack.auth_test, _team(told["MUSTER_SLACK_TEAM"]))
    yield _asked("the app-level token", partial(app.api_call, "apps.connections.open"))
    for name, message in (
        ("the answer to help", help_answer(told["MUSTER_SLACK_COMMAND"])),
        ("a call", call_message(SAMPLE, None)),
    ):
        body = {"blocks": list(message.blocks)}
        yield _asked(f"the blocks of {name}", partial(slack.api_call, "blocks.validate", json=body))


def _team(team: str) -> Callable[[Any], str]:
    def wrong(answer: Any) -> str:
        found = str(answer.get("team_id"))
        return "" if found == team else f"it belongs to workspace {found}, not {team}"

    return wrong


def _asked(
    what: str, ask: Callable[[], Any], judge: Callable[[Any], str] = lambda _: ""
) -> Checked:
    try:
        return Checked(what, judge(ask()))
    except SlackApiError as error:
        return Checked(what, f"Slack says {error.response.get('error')}")
    except (SlackClientError, OSError) as error:
        return Checked(what, f"Slack cannot be reached: {type(error).__name__}")
