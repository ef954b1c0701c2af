"""Somebody else in the account, who knows nothing of a run."""

import logging
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.embedded.aws.faults.fault import Stage
from muster.embedded.aws.seeds import Server

log = logging.getLogger(__name__)

NAME = "somebody-else"


def act(stage: Stage, home: Server, service: str, deed: Callable[[Any], object]) -> None:
    """Have them do something to a server, where it lives; what AWS refuses them has no effect."""
    principal = f"arn:aws:iam::{home.account}:user/{NAME}"
    try:
        deed(stage.world.client(service, principal=principal, region=home.region))
    except (ClientError, BotoCoreError) as error:
        log.info("%s was refused: %s", NAME, error)
