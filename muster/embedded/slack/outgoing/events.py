"""Events: sent once, and up to three times more if nobody acknowledges them.

Source: docs.slack.dev/apis/events-api, "Retries".
"""

from typing import Any

from muster.embedded.slack.channels import Channel, Message
from muster.embedded.slack.outgoing.courier import SILENT, Courier, Parcel, Receipt, event
from muster.embedded.slack.outgoing.payloads import TOKEN, event_envelope
from muster.embedded.slack.outgoing.wording import stored
from muster.embedded.slack.people import Person
from muster.embedded.slack.world import World

Json = dict[str, Any]
RETRIES = (0.0, 60.0, 300.0)  # seconds after each failure
CHALLENGE = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"


def say(
    world: World,
    courier: Courier,
    person: Person,
    channel: Channel,
    *,
    text: str,
    thread_ts: str | None = None,
) -> Message:
    """A person writes something; the app is told if it is mentioned in a channel it is in."""
    with world.lock:
        message = Message(world.new_ts(), channel.id, person.id, stored(world, text))
        message.thread_ts = thread_ts
        world.add(message)
        is_mentioned = f"<@{world.app.user_id}>" in message.text
        if not is_mentioned or world.app.user_id not in channel.members:
            return message
        content = mention(message)
    send(world, courier, content)
    return message


def mention(message: Message) -> Json:
    """`app_mention`."""
    content = {
        "type": "app_mention",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "channel": message.channel,
        "event_ts": message.ts,
    }
    return content | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def open_home(world: World, courier: Courier, person: Person) -> None:
    """A person looks at the app's Home tab."""
    with world.lock:
        content = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": world.direct(person).id,
            "tab": "home",
            "event_ts": world.new_ts(),
        }
    send(world, courier, content)


def send(world: World, courier: Courier, content: Json) -> None:
    """Deliver an event, again and again as Slack does."""
    with world.lock:
        envelope = event_envelope(world, content)
    attempt(world, courier, envelope, number=0, reason="")


def attempt(world: World, courier: Courier, envelope: Json, number: int, reason: str) -> None:
    """One delivery; number 0 is the first."""
    parcel = event(envelope)
    if number:
        again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        parcel = Parcel(parcel.content_type, parcel.body, again)

    def settle(receipt: Receipt) -> None:
        is_final = receipt.headers.get("x-slack-no-retry") == "1" or number >= len(RETRIES)
        if receipt.problem and not is_final:
            why = reason_of(receipt)
            with world.lock:
                world.later(
                    RETRIES[number],
                    lambda: attempt(world, courier, envelope, number + 1, why),
                )

    courier.deliver(parcel, settle)


def reason_of(receipt: Receipt) -> str:
    """Slack's word for why it tries again."""
    if receipt.status is not None:
        return "http_error"
    return "http_timeout" if receipt is SILENT else "connection_failed"


def verify_url(courier: Courier) -> bool:
    """Whether the app answers the challenge by which Slack checks a request URL."""
    answers: list[Receipt] = []
    content = {"token": TOKEN, "challenge": CHALLENGE, "type": "url_verification"}
    courier.deliver(event(content), answers.append)
    return any(CHALLENGE in receipt.body.decode(errors="replace") for receipt in answers)
