"""Telling the world, best effort: an event for whoever listens, a message for who must act.

A failing publish never fails a wave; the run table is the truth, events only make things fast.
"""

import contextlib
import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ssm_documents.scripts.lib.clients import OutOfTimeError, check_time, client
from ssm_documents.scripts.lib.here import Here

SHORT_PATIENCE = 3
"""How long to wait for an answer that changes nothing, in seconds."""
SUBJECT_LENGTH = 100
"""SNS's limit of a subject."""


def tell(here: Here, kind: str, **detail: Any) -> None:
    """Put one `source: muster` event."""
    body = {"run": here.run, "wave": here.wave, "execution": here.execution, **detail}
    entry = {"Source": "muster", "DetailType": f"muster {kind}", "Detail": json.dumps(body)}
    with contextlib.suppress(BotoCoreError, ClientError, OutOfTimeError):
        check_time()
        client("events", here.region, SHORT_PATIENCE).put_events(Entries=[entry])


def call_people(here: Here, subject: str, text: str) -> None:
    """Send one SNS message: approval needed, decision needed, failed, finished."""
    if not here.topic:
        return
    line = "".join(c if c.isprintable() and c.isascii() else "?" for c in subject)
    with contextlib.suppress(BotoCoreError, ClientError, OutOfTimeError):
        check_time()
        client("sns", here.region, SHORT_PATIENCE).publish(
            TopicArn=here.topic, Subject=line[:SUBJECT_LENGTH], Message=text
        )


def command_line(here: Here, verb: str, **parameters: str) -> str:
    """The ready aws CLI line that starts a document of the pack; values are quoted for a shell."""
    given = {"RunId": [here.run], **{key: [value] for key, value in parameters.items()}}
    quoted = json.dumps(given, ensure_ascii=True).replace("'", "'\\''")
    return (
        f"aws ssm start-automation-execution --region {here.region}"
        f" --document-name muster-{verb} --parameters '{quoted}'"
    )
