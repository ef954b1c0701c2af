"""Slack's Web API as the announcer needs it: what came of a call, in eight words.

No call waits or repeats by itself. Sources: docs.slack.dev/reference/methods/chat.postMessage and
chat.update, "Errors"; docs.slack.dev/apis/web-api/rate-limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.views.message import Message

EVENT = "muster_message"
SEARCHED = 200
"""So many of the latest messages of a channel are searched for one whose answer was lost."""

SERVER_FAULT = 500
TOO_MANY = 429
SHORTEST_WAIT = 1.0
LATER_WITHOUT_TIME = 5.0
"""Seconds until Slack is asked again that did not answer, or did not say when it may be."""


class Came(Enum):
    """What became of a call."""

    DONE = "done"
    LATER = "later"  # it did nothing, and may be repeated after `wait`
    UNKNOWN = "unknown"  # perhaps it did something
    GONE = "gone"  # the message is not there any more
    TOO_OLD = "too old"  # it is there, and the workspace lets nobody edit it any more
    NO_PLACE = "no place"  # the channel does not take it
    SHUT_OUT = "shut out"  # no channel takes anything of this app now
    MALFORMED = "malformed"  # Slack does not like what it says


CODES = {
    "message_not_found": Came.GONE,
    "cant_update_message": Came.GONE,
    "edit_window_closed": Came.TOO_OLD,
    "thread_not_found": Came.GONE,
    "channel_not_found": Came.NO_PLACE,
    "is_archived": Came.NO_PLACE,
    "not_in_channel": Came.NO_PLACE,
    "restricted_action": Came.NO_PLACE,
    "access_denied": Came.SHUT_OUT,
    "account_inactive": Came.SHUT_OUT,
    "ekm_access_denied": Came.SHUT_OUT,
    "invalid_auth": Came.SHUT_OUT,
    "missing_scope": Came.SHUT_OUT,
    "not_authed": Came.SHUT_OUT,
    "org_login_required": Came.SHUT_OUT,
    "token_expired": Came.SHUT_OUT,
    "token_revoked": Came.SHUT_OUT,
    "ratelimited": Came.LATER,
    "rate_limited": Came.LATER,
    "service_unavailable": Came.LATER,
    "team_added_to_org": Came.LATER,
    "internal_error": Came.UNKNOWN,
    "fatal_error": Came.UNKNOWN,
    "request_timeout": Came.UNKNOWN,
    "invalid_blocks": Came.MALFORMED,
    "msg_blocks_too_long": Came.MALFORMED,
    "msg_too_long": Came.MALFORMED,
    "no_text": Came.MALFORMED,
}


@dataclass(frozen=True)
class Outcome:
    """What came of a call; `ts` of the message, `wait` in seconds, `code` as Slack words it."""

    came: Came
    ts: str = ""
    wait: float = 0.0
    code: str = ""


class SlackCalls:
    """Posts, edits, and finds again."""

    def __init__(self, slack: WebClient) -> None:
        self._slack = slack

    def post(self, channel: str, message: Message, mark: str, thread: str = "") -> Outcome:
        """A new message, in the channel or in a thread; `mark` is what it is found again by."""
        given: dict[str, Any] = {"thread_ts": thread} if thread else {}
        metadata = {"event_type": EVENT, "event_payload": {"mark": mark}}
        return self._tried(
            "chat.postMessage",
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
            **given,
        )

    def edit(self, channel: str, ts: str, message: Message) -> Outcome:
        """Let a message say this; text and blocks always go together."""
        return self._tried(
            "chat.update", channel=channel, ts=ts, text=message.text, blocks=message.blocks
        )

    def find(self, channel: str, mark: str) -> Outcome:
        """A message of ours by its mark, among the latest; `DONE` with an empty `ts`: not there."""
        try:
            answer = self._slack.conversations_history(
                channel=channel, limit=SEARCHED, include_all_metadata=True
            )
        except (SlackClientError, OSError) as error:
            return outcome_of(error)
        return Outcome(Came.DONE, ts=marked(answer.get("messages") or (), mark))

    def _tried(self, method: str, **arguments: Any) -> Outcome:
        try:
            answer = self._slack.api_call(method, json=arguments)
        except (SlackClientError, OSError) as error:
            return outcome_of(error)
        return Outcome(Came.DONE, ts=str(answer.get("ts") or ""))


def marked(messages: Sequence[Any], mark: str) -> str:
    """The `ts` of the message that carries the mark; empty if none does."""
    for each in messages:
        payload = (each.get("metadata") or {}).get("event_payload") or {}
        if payload.get("mark") == mark:
            return str(each["ts"])
    return ""


def outcome_of(error: Exception) -> Outcome:
    """What an exception of slack-sdk means; a lost connection means that nobody knows."""
    if not isinstance(error, SlackApiError):
        return Outcome(Came.UNKNOWN, wait=LATER_WITHOUT_TIME, code=type(error).__name__)
    response = error.response
    code = str(response.get("error") or "") if hasattr(response, "get") else ""
    if response.status_code == TOO_MANY:
        wait = _seconds(response.headers.get("Retry-After"))
        return Outcome(Came.LATER, wait=max(wait, SHORTEST_WAIT), code="ratelimited")
    if response.status_code >= SERVER_FAULT:
        return Outcome(Came.UNKNOWN, code=f"HTTP {response.status_code}")
    came = CODES.get(code, Came.NO_PLACE)
    return Outcome(came, wait=LATER_WITHOUT_TIME if came is Came.LATER else 0.0, code=code)


def _seconds(told: object) -> float:
    """The time of a `Retry-After`; a proxy before Slack may write it as a date."""
    text = str(told or "")
    return float(text) if text.isascii() and text.isdigit() else LATER_WITHOUT_TIME
