"""Requests as Slack sends them, made by hand: whoever forges one may put into it what he likes."""

import json
from urllib.parse import urlencode

from fakes.bot_team import SECRET, TEAM

from bot.http import PATH
from muster.embedded.slack.outgoing.signing import signed_headers


def signed(secret, stamp, body):
    """The headers of a form that `secret` signed at `stamp` (epoch seconds)."""
    headers = {name.lower(): text for name, text in signed_headers(secret, stamp, body).items()}
    return {"content-type": "application/x-www-form-urlencoded", **headers}


def sent(team, body, *, secret=SECRET, at=None, method="POST", path=PATH):
    """The bot's answer to a body that is signed now, or `at` another time."""
    stamp = int(team.wall() if at is None else at)
    return team.door.answer(method, path, signed(secret, stamp, body), body)


def click(team, action_id, value, *, user="U0OPERATOR", team_id=TEAM):
    """The bot's answer to a click on a button with this value."""
    button = {"type": "button", "action_id": action_id, "value": value}
    payload = {
        "type": "block_actions",
        "team": {"id": team_id},
        "user": {"id": user, "team_id": team_id},
        "channel": {"id": "C0000000001"},
        "trigger_id": "1.2.3",
        "response_url": f"{team.slack.api_url.removesuffix('api/')}response/none",
        "actions": [{**button, "action_ts": "1", "block_id": "b"}],
    }
    return _sent(team, payload)


def submit(team, callback_id, bound, *, user="U0OPERATOR"):
    """The bot's answer to a modal that is bound to these values and in which nothing is filled."""
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": json.dumps(bound),
        "state": {"values": {}},
    }
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "view": view,
    }
    return _sent(team, payload)


def _sent(team, payload):
    return sent(team, urlencode({"payload": json.dumps(payload)}).encode())
