"""What the bot of a function is told, checked: every mistake at once, by its name outside."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from bot.settings import BotSettings
from muster.entrypoints.functions.surroundings import HOW, Surroundings
from muster.service.errors import MusterError

VARIABLES: Final[Mapping[str, str]] = {
    "channel": "MUSTER_SLACK_CHANNEL",
    "team": "MUSTER_SLACK_TEAM",
    "api_url": "MUSTER_SLACK_API",
    "tickets": "MUSTER_TICKETS",
}
MEMBERS: Final[Mapping[str, str]] = {
    "token": "token",
    "signing_secrets": "signing_secrets",
}


def bot_settings(around: Surroundings, token: str, signing: Sequence[str]) -> BotSettings:
    """The settings. Raises `MusterError` with what is malformed; no value is repeated."""
    given: Mapping[str, Any] = {
        "token": token,
        "channel": around.channel,
        "signing_secrets": tuple(signing),
        "team": around.team,
        "api_url": around.slack_api,
        "tickets": around.tickets,
        "answer_first": True,
    }
    try:
        return BotSettings.model_validate(given)
    except ValidationError as error:
        wrong = "; ".join(dict.fromkeys(_named(each, around.secret) for each in error.errors()))
        raise MusterError(f"the bot cannot be made: {wrong}", HOW) from None


def _named(mistake: Any, secret: str) -> str:
    field = str(mistake["loc"][0])
    if field in MEMBERS:
        return f"`{MEMBERS[field]}` of secret `{secret}` is malformed"
    return f"{VARIABLES.get(field, field)} is malformed"
