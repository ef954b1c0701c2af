"""Logs as lines of JSON, with the ids of runs and executions, and without what is secret."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Final

_ID: Final = r"[`'\s]+([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
IDS: Final = {
    "run": re.compile(rf"\brun{_ID}"),
    "execution": re.compile(rf"\bexecution{_ID}"),
}
"""Named in a message, they become members of the line: so they can be searched for."""

SECRETS: Final = re.compile(
    r"x(?:ox[a-z]|app)-[\w-]+"  # tokens of Slack
    r"|https://hooks\.slack\.com/\S+"  # whoever has a response URL may write into the channel
    r"|(?<=client_secret=)\S+|(?<=Bearer )\S+"
)
HIDDEN: Final = "[hidden]"
QUIET: Final = ("slack_bolt", "slack_sdk", "botocore", "urllib3")
"""At INFO they log bodies, or every retry."""


class JsonLines(logging.Formatter):
    """One JSON object a record: time (UTC), level, who says it, what, and which run."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        message = SECRETS.sub(HIDDEN, record.getMessage())
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
            **{name: found[1] for name, form in IDS.items() if (found := form.search(message))},
        }
        if record.exc_info:
            line["error"] = SECRETS.sub(HIDDEN, self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def log_as_lines() -> None:
    """Let what is logged be lines of JSON wherever it goes already: Lambda has its own handler."""
    root = logging.getLogger()
    for handler in root.handlers:
        handler.setFormatter(JsonLines())
    root.setLevel(logging.INFO)
    _silence_the_loud()


def log_to_stderr(level: int = logging.INFO) -> None:
    """Let everything that is logged from now on be lines of JSON on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    _silence_the_loud()


def _silence_the_loud() -> None:
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
