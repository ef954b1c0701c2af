"""What Slack hands out with an interaction and takes back within limits."""

from dataclasses import dataclass, field

from muster.embedded.slack.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """The right to open one modal for `person`, for three seconds, once."""

    person: str
    expires: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Where the answer to one interaction goes: a channel, perhaps replacing a message."""

    person: str
    channel: str
    message_ts: str | None
    expires: float
    uses: int = 0


@dataclass
class Tickets:
    """Everything handed out and not yet forgotten."""

    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def take_trigger(self, trigger_id: object, now: float) -> Trigger:
        """Use a trigger up; SlackError if it is unknown, too old or used."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if now > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def take_response_url(self, key: str, now: float) -> ResponseUrl:
        """Count one use of a response URL; SlackError if it is unknown, too old or used up."""
        ticket = self.response_urls.get(key)
        if ticket is None or now > ticket.expires:
            raise SlackError("expired_url")
        if ticket.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        ticket.uses += 1
        return ticket
