"""Words that messages share."""

from collections.abc import Iterable
from difflib import get_close_matches


def listed(values: Iterable[object], word: str = "or") -> str:
    """The values as a sentence has them: "`a`, `b` or `c`"."""
    words = [f"`{value}`" for value in values]
    return f" {word} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that the writer most likely meant, or nothing."""
    spelled = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), spelled, n=1, cutoff=0.7)
    return spelled[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing."""
    meant = nearest(word, known)
    return f"did you mean `{meant}`?" if meant else ""
