"""What is said about each kind of pydantic error: a code, a sentence, a hint.

One function a kind, all of one form, in the table at the end.
"""

import re
from collections.abc import Callable
from typing import Final

from muster.model.codes import ALL, Code, shape
from muster.model.reading.misfit import Misfit
from muster.model.suggestions import closest, suggestion
from muster.model.text import excerpt, quoted

Sentence = tuple[Code, str, str]

_BY_ID: Final = {code.id: code for code in ALL}


def sentence(found: Misfit) -> Sentence:
    """Return code, message and hint for `found`."""
    return _SENTENCES.get(found.context["type"], _own_or_other)(found)


def _own_or_other(found: Misfit) -> Sentence:
    """Our own validators bring their words; for the rest pydantic's must do."""
    code = _BY_ID.get(found.context["type"])
    if code is None:
        return shape.WRONG_TYPE, f"{found.about}: {found.context['said'].lower()}", _as_in(found)
    return code, found.context["message"], found.context["hint"]


def _unknown_key(found: Misfit) -> Sentence:
    key = str(found.path[-1])
    return shape.UNKNOWN_KEY, f"unknown key {quoted(key)}", suggestion(key, found.siblings)


def _missing_key(found: Misfit) -> Sentence:
    key = str(found.path[-1])
    example = f"add `{key}: {found.example}`" if found.example else f"add `{key}:`"
    inside = f" in {found.about}" if len(found.nodes) > 1 else ""
    return shape.MISSING_KEY, f"key {quoted(key)} is missing{inside}", example


def _not_a_mapping(found: Misfit) -> Sentence:
    return _wrong_type(found, "keys with values")


def _not_a_list(found: Misfit) -> Sentence:
    if found.node.raw:
        hint = f"put it in brackets: `[{excerpt(found.node.raw)}]`"
        return shape.WRONG_TYPE, f"{found.about} should be a list", hint
    return _wrong_type(found, "a list")


def _not_text(found: Misfit) -> Sentence:
    if found.node.raw:
        hint = f'put it in quotes: `"{excerpt(found.node.raw)}"`'
        return shape.WRONG_TYPE, f"{found.about} should be text", hint
    return _wrong_type(found, "text")


def _not_a_number(found: Misfit) -> Sentence:
    if found.node.text and found.node.text.isdecimal():
        hint = f"write it without quotes: `{found.node.text[:15]}`"
        return shape.WRONG_TYPE, f"{found.about} should be a whole number, not text", hint
    return _wrong_type(found, "a whole number")


def _wrong_type(found: Misfit, wanted: str) -> Sentence:
    return shape.WRONG_TYPE, f"{found.about} should be {wanted}", _as_in(found)


def _as_in(found: Misfit) -> str:
    return f"as in `{found.example}`" if found.example else ""


def _unknown_word(found: Misfit) -> Sentence:
    words = re.findall(r"'([^']+)'", found.context["expected"])
    given = quoted(found.node.raw) if found.node.raw else "this"
    choices = ", ".join(f"`{word}`" for word in words)
    best = closest(found.node.raw, words)
    hint = f"did you mean `{best}`?" if best else f"write `{words[0]}`" if len(words) == 1 else ""
    return shape.UNKNOWN_WORD, f"{given} is not one of {choices}", hint


def _too_small(found: Misfit) -> Sentence:
    hint = f"write {found.context['ge']} or more"
    return shape.OUT_OF_RANGE, f"`{found.node.value}` is too small for {found.about}", hint


def _too_large(found: Misfit) -> Sentence:
    hint = f"write {found.context['le']} or less"
    return shape.OUT_OF_RANGE, f"`{found.node.value}` is too large for {found.about}", hint


def _too_many(found: Misfit) -> Sentence:
    hint = f"at most {found.context['max_length']:,} are allowed"
    return shape.WRONG_SIZE, f"{found.about} has too many entries", hint


def _too_few(found: Misfit) -> Sentence:
    return shape.WRONG_SIZE, f"{found.about} is empty", _as_in(found) or "add an entry"


_SENTENCES: Final[dict[str, Callable[[Misfit], Sentence]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
    "tuple_type": _not_a_list,
    "string_type": _not_text,
    "int_type": _not_a_number,
    "enum": _unknown_word,
    "literal_error": _unknown_word,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "too_long": _too_many,
    "too_short": _too_few,
}
