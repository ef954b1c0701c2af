"""The Slack app as the doctor sees it: by the token of the secret that the functions read."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from muster.aws.secrets import AwsSecrets
from muster.entrypoints.functions.surroundings import HOW, slack_secrets
from muster.service.doctor.ports import SlackFacts
from muster.service.errors import MissingError, MusterError

TIMEOUT = 10
"""Seconds for a call of Slack."""


@dataclass(frozen=True)
class SlackSide:
    """A `SlackApp`; `api` is Slack's Web API."""

    secrets: AwsSecrets
    secret: str
    api: str

    def facts(self, channel: str) -> SlackFacts:
        """Whose token it is, what it may, and whether it reads the channel.

        Sources: docs.slack.dev, auth.test (scopes are in the header `x-oauth-scopes`) and
        conversations.history. Raises `MusterError`; the token is in no message.
        """
        try:
            token, _ = slack_secrets(self.secret, self.secrets.read(self.secret))
        except MissingError as error:
            raise MusterError(error.sentence, HOW) from error
        slack = WebClient(token=token, base_url=self.api, timeout=TIMEOUT)
        try:
            answer = slack.auth_test()
        except (SlackClientError, OSError) as error:
            raise MusterError(f"Slack does not take the token: {_code(error)}", HOW) from None
        return SlackFacts(
            team=str(answer["team_id"]),
            scopes=_scopes(answer.headers),
            unreadable=_unreadable(slack, channel) if channel else "",
        )


def _scopes(headers: Mapping[str, str]) -> frozenset[str]:
    given = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    return frozenset(scope.strip() for scope in given.split(",") if scope.strip())


def _unreadable(slack: WebClient, channel: str) -> str:
    try:
        slack.conversations_history(channel=channel, limit=1)
    except (SlackClientError, OSError) as error:
        return _code(error)
    return ""


def _code(error: Exception) -> str:
    """Slack's own word, never the request: that carries the token."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error") or "no reason given")
    return type(error).__name__
