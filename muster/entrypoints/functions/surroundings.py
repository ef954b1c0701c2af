"""What a function is told by its environment, and by the secret that it names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from muster.model.settings import Hub
from muster.service.errors import MusterError

HOW = "docs/how-to/connect-slack.md says how to fill it"


@dataclass(frozen=True)
class Surroundings:
    """Region, Slack channel and workspace, name of the secret, ARN of the decision role."""

    region: str
    channel: str
    team: str
    secret: str
    decision_role: str
    slack_api: str
    tickets: str = ""

    @property
    def hub(self) -> Hub | None:
        """The hub's account and Region, by the decision role, which is there; None: not told."""
        account = ":".join(self.decision_role.split(":")[4:5])
        return Hub(account=account, region=self.region) if account else None


def surroundings_of(environ: Mapping[str, str]) -> Surroundings:
    """What the stack put into the function's environment; AWS_REGION is Lambda's own."""
    return Surroundings(
        region=environ.get("AWS_REGION", ""),
        channel=environ.get("MUSTER_SLACK_CHANNEL", ""),
        team=environ.get("MUSTER_SLACK_TEAM", ""),
        secret=environ.get("MUSTER_SLACK_SECRET", ""),
        decision_role=environ.get("MUSTER_DECISION_ROLE", ""),
        slack_api=environ.get("MUSTER_SLACK_API", "https://slack.com/api/"),
        tickets=environ.get("MUSTER_TICKETS", ""),
    )


def slack_secrets(name: str, found: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Token and signing secrets. Raises `MusterError` naming what is missing, never what is there.

    `signing_secrets` may be a list or, as the console's form writes it, a JSON list as text.
    """
    token, signing = found.get("token"), found.get("signing_secrets")
    if isinstance(signing, str):
        signing = _listed(signing)
    if not isinstance(token, str) or not token:
        raise MusterError(f"secret `{name}` has no `token`", HOW)
    if not isinstance(signing, list) or not all(isinstance(each, str) for each in signing):
        raise MusterError(f"secret `{name}` has no list `signing_secrets`", HOW)
    return token, tuple(signing)


def _listed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return [text]
