"""Words that messages share."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches


def listed(values: Iterable[object], word: str = "or") -> str:
    """The values as a sentence has them: "`a`, `b` or `c`"."""
    words = [f"`{value}`" for value in values]
    return f" {word} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def a(word: str) -> str:
    """The word with its article: "a list", "an Integer"; text and flags are said otherwise."""
    if word in _WITHOUT_ARTICLE:
        return _WITHOUT_ARTICLE[word]
    return f"an {word}" if word[:1] in "AEIOaeio" else f"a {word}"


def known(words: Collection[object]) -> str:
    """A hint that lists what is known, if the list is short enough to be read."""
    return f"known are {listed(words, 'and')}" if 0 < len(words) <= _READABLE else ""


_WITHOUT_ARTICLE = {"text": "text", "flag": "true or false", "nothing": "nothing"}
_READABLE = 12
_LONGEST = 100
"""Characters of a word worth comparing; comparing takes the product of both lengths."""


def nearest(word: str, candidates: Iterable[object]) -> str:
    """The candidate that the writer most likely meant, or nothing."""
    if len(word) > _LONGEST:
        return ""
    spelled = {str(candidate).lower(): str(candidate) for candidate in candidates}
    close = get_close_matches(word.lower(), spelled, n=1, cutoff=0.7)
    return spelled[close[0]] if close else ""


def did_you_mean(word: str, candidates: Iterable[object]) -> str:
    """A hint that names the nearest candidate, or nothing."""
    meant = nearest(word, candidates)
    return f"did you mean `{meant}`?" if meant else ""
