"""Text of others in the steps: Systems Manager expands what stands in double braces."""

import re

_BEFORE_ANOTHER = re.compile(r"\{(?=\{)")


def unexpanded(text: str) -> str:
    """The text with a space between any two opening braces; all else stays."""
    return _BEFORE_ANOTHER.sub("{ ", text)
