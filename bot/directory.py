"""What Slack says of a member: whether they are a guest, and whether it says anything."""

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

REMEMBERED = 600
"""Seconds that an answer of users.info is believed."""

GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
"""API docs, users.info: a guest, a member of another workspace, somebody who has left."""


class Directory:
    """Looks members up, and remembers them for a while."""

    def __init__(self, slack: WebClient, now: Callable[[], float]) -> None:
        """`now` in seconds, of a clock that only goes forward."""
        self._slack = slack
        self._now = now
        self._known: dict[str, tuple[float, bool]] = {}

    def is_guest(self, user: str) -> bool | None:
        """Whether Slack counts the member as a guest; None if it never said so far."""
        at, guest = self._known.get(user, (0.0, None))
        if guest is not None and self._now() - at < REMEMBERED:
            return guest
        try:
            found = self._slack.users_info(user=user)["user"]
        except (SlackClientError, OSError):
            return guest
        self._known[user] = self._now(), any(found.get(flag) for flag in GUEST)
        return self._known[user][1]
