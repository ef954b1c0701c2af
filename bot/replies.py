"""How each kind of request is answered: what somebody sees, and only they.

Whatever a listener raises becomes a sentence here; what nobody foresaw gets a reference that
stands in the log beside the traceback.
"""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.bot import Bot
from bot.heard import ANSWERED, Heard, enter
from bot.views.answers.said import in_full, sorry
from bot.views.message import Message
from bot.views.modals.small import outcome_modal, telling_modal
from muster.service.errors import AwsError, MusterError

log = logging.getLogger(__name__)

REFUSED = "Not done"
DONE = "Done"
OUTCOME = "What came of it"


class Reply(Protocol):
    """The way back to whoever asked."""

    def acknowledge(self) -> None:
        """Tell Slack that the request has arrived; for an act, once its intent is durable."""
        ...

    def say(self, message: Message) -> None:
        """Say it to the person who asked, and acknowledge if nobody has."""
        ...

    def announce(self, message: Message) -> None:
        """Say it to everybody in the channel where that can be, else to the person who asked."""
        ...

    def refuse(self, refusal: str, hint: str) -> None:
        """Say no, and why."""
        ...


class CommandReply:
    """Answers a slash command."""

    def __init__(self, ack: Callable[..., Any], respond: Callable[..., Any]) -> None:
        self._ack, self._respond = ack, respond
        self._acked = False

    def acknowledge(self) -> None:
        """Tell Slack that the command has arrived; what was typed is not repeated to anybody."""
        if not self._acked:
            self._ack()
            self._acked = True

    def say(self, message: Message) -> None:
        """Say it, in the acknowledgement itself if there is none yet."""
        self._answer(message, "ephemeral")

    def announce(self, message: Message) -> None:
        """Say it to everybody in the channel."""
        self._answer(message, "in_channel")

    def _answer(self, message: Message, to: str) -> None:
        answer = self._ack if not self._acked else self._respond
        self._acked = True
        answer(text=message.text, blocks=message.blocks, response_type=to)

    def refuse(self, refusal: str, hint: str) -> None:
        """Say no, and why."""
        self.say(sorry(refusal, hint))


class ClickReply:
    """Answers a click in a message."""

    def __init__(self, ack: Callable[..., Any], respond: Callable[..., Any]) -> None:
        self._ack, self._respond = ack, respond

    def acknowledge(self) -> None:
        """Tell Slack that the click has arrived."""
        self._ack()

    def say(self, message: Message) -> None:
        """Say it beside the message, which stays."""
        self._ack()
        self._respond(
            text=message.text,
            blocks=message.blocks,
            response_type="ephemeral",
            replace_original=False,
        )

    def announce(self, message: Message) -> None:
        """Say it to the person; everybody sees it on the run's own messages."""
        self.say(message)

    def refuse(self, refusal: str, hint: str) -> None:
        """Say no, and why."""
        self.say(sorry(refusal, hint))


class HomeReply:
    """Answers a click on the Home tab, where nothing can be said but in a window."""

    def __init__(self, ack: Callable[..., Any], show: Callable[[dict[str, Any]], object]) -> None:
        self._ack, self._show = ack, show

    def acknowledge(self) -> None:
        """Tell Slack that the click has arrived."""
        self._ack()

    def say(self, message: Message) -> None:
        """Say it in a window."""
        self._ack()
        self._show(telling_modal(DONE, [message.text]))

    def announce(self, message: Message) -> None:
        """Say it to the person; everybody sees it on the run's own messages."""
        self.say(message)

    def refuse(self, refusal: str, hint: str) -> None:
        """Say no, and why."""
        self._ack()
        self._show(telling_modal(REFUSED, [in_full(refusal), in_full(hint) if hint else ""]))


class ModalReply:
    """Answers a modal: in the modal itself, or beside it once it is closed."""

    def __init__(self, ack: Callable[..., Any], whisper: Callable[[Message], None]) -> None:
        self._ack, self._whisper = ack, whisper
        self._acked = False

    def acknowledge(self) -> None:
        """Close the modal."""
        if not self._acked:
            self._ack()
            self._acked = True

    def correct(self, **mistakes: str) -> None:
        """Name the mistakes beside their inputs; the modal stays."""
        self._acked = True
        self._ack(response_action="errors", errors=mistakes)

    def say(self, message: Message) -> None:
        """Say it in the modal's place: a channel that the bot is not in takes no whisper."""
        if self._acked:
            self._whisper(message)
            return
        self._acked = True
        self._ack(response_action="update", view=outcome_modal(OUTCOME, message))

    def announce(self, message: Message) -> None:
        """Say it to the person; everybody sees it on the run's own messages."""
        self.say(message)

    def refuse(self, refusal: str, hint: str) -> None:
        """Say no, and why, where the person looks."""
        if self._acked:
            self._whisper(sorry(refusal, hint))
            return
        told = [in_full(refusal), in_full(hint) if hint else ""]
        self._acked = True
        self._ack(response_action="update", view=telling_modal(REFUSED, told))


def guarded(bot: Bot, reply: Reply, listener: Callable[[], None], heard: Heard) -> None:
    """Run a listener; whatever it raises is said to whoever asked. What was heard is on record."""
    enter(bot, heard, _outcome(bot, reply, listener))


def _outcome(bot: Bot, reply: Reply, listener: Callable[[], None]) -> str:
    try:
        listener()
    except MusterError as error:
        if isinstance(error, AwsError):
            log.warning("not done: %s", error.sentence)
        return _said(reply, error.sentence, error.hint)
    except SlackApiError as error:
        log.warning("Slack refused: %s", error.response.get("error"))
        return _said(reply, "Slack did not do its part", "try again, or use the command line")
    except Exception:
        reference = bot.service.ids.token()[:8]
        log.exception("unforeseen, reference %s", reference)
        bot.services.unforeseen()
        look = f"look how it stands before you try again: `{bot.settings.command} status`"
        return _said(reply, f"something went wrong here (reference {reference})", look)
    return ANSWERED


def _said(reply: Reply, refusal: str, hint: str) -> str:
    """Tell it to whoever asked; gives it for the book."""
    try:
        reply.refuse(refusal, hint)
    except (SlackClientError, OSError) as error:
        log.warning("nobody could be told: %s", type(error).__name__)
    return f"refused: {refusal}"
