"""Plain YAML scalars: what each is, and which ones YAML readers do not agree about."""

import re
from typing import Final

from muster.model.reading.nodes import Scalar
from muster.model.text import excerpt, quoted

_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FRACTION: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_SEXAGESIMAL: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DISPUTED: Final = re.compile(
    r"""(?: y | n | yes | no | on | off                        # true and false in YAML 1.1
        | [-+]? (?: \.[0-9][0-9_]* | [0-9][0-9_]* (?:\.[0-9_]*)? ) (?: e[-+]?[0-9]+ )?
        | [-+]? 0 (?: x[0-9a-f_]+ | o[0-7_]+ | b[01_]+ )
        | [-+]? \.inf | \.nan | =
        | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [t\ ].* )?        # a date in YAML 1.1
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_CONSTANTS: Final[dict[str, Scalar]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


class DisputedError(ValueError):
    """An unquoted word that is refused, with the sentence and the hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def resolve(word: str) -> Scalar:
    """Return what the unquoted `word` is: null, true, false, a whole number, else text.

    Raises:
        DisputedError: if YAML 1.1 and 1.2 readers take it for different things, or if it is a
            number with a fraction, which no key takes.
    """
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _FRACTION.fullmatch(word):
        message = f"{quoted(word)} is a number with a fraction, which no key takes"
        raise DisputedError(message, _quotes(word))
    if _SEXAGESIMAL.fullmatch(word):
        hint = "write a duration as `90s` or `2m`, a text in quotes"
        raise DisputedError(_disputed(word), hint)
    if _DISPUTED.fullmatch(word):
        raise DisputedError(_disputed(word), _quotes(word))
    return word


def _disputed(word: str) -> str:
    return f"YAML readers take {quoted(word)} for different things"


def _quotes(word: str) -> str:
    return f'put it in quotes: `"{excerpt(word)}"`'
