"""The sentence of a failed runbook, out of what Systems Manager makes of it."""

import re

_OWN = re.compile(r"RefusedError(?:: | - )")
_GUIDE = re.compile(r"[.\s]*Please refer to Automation Service Troubleshooting Guide.*")
LONGEST = 1000


def sentence_of(failure: str) -> str:
    """What the script said when it refused; the whole message, in one line, if it said nothing.

    Systems Manager puts its own words and a traceback around it.
    """
    line = " ".join(failure.split())
    return _GUIDE.sub("", _OWN.split(line)[-1])[:LONGEST] or "it gives no reason"
