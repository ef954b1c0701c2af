"""Did you mean …?"""

import difflib
from collections.abc import Iterable
from typing import Final

from muster.model.text import quoted

_LONGEST: Final = 64  # difflib is quadratic, and nobody mistypes more


_SYNONYMS: Final = {
    "approvers": "from",
    "depends_on": "needs",
    "dependson": "needs",
    "function": "lambda",
    "id": "person",
    "mode": "in",
    "modes": "in",
    "requires": "needs",
}
"""What other tools, and muster's own code, call a key of the format."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` most likely stands for, or None."""
    if len(word) > _LONGEST:
        return None
    by_folded = {name.casefold(): name for name in known}
    synonym = _SYNONYMS.get(word.casefold())
    if synonym in by_folded:
        return synonym
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a hint: the closest of `known`, else all of them if they are few."""
    names = list(known)
    best = closest(word, names)
    if best is not None:
        return f"did you mean {quoted(best)}?"
    if not names:
        return ""
    more = ", …" if len(names) > _SHOWN else ""
    return "known here: " + ", ".join(quoted(name) for name in names[:_SHOWN]) + more


_SHOWN: Final = 15
