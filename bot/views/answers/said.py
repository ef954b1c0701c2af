"""Yes and no, in a sentence."""

from collections.abc import Mapping, Sequence

from bot.views.blocks import lines, section
from bot.views.message import Message, message
from bot.views.texts import plain, sentence


def sorry(refusal: str, hint: str = "") -> Message:
    """No, and why; what would help."""
    text = in_full(refusal) + (f"\n{in_full(hint)}" if hint else "")
    return message(text, [section(f":no_entry_sign: {text}")])


def done(told: str) -> Message:
    """Yes, it is so now."""
    text = in_full(told)
    return message(text, [section(f":heavy_check_mark: {text}")])


def partly(did: Sequence[str], refused: Mapping[str, str]) -> Message:
    """What was done, and what was not, each with its reason."""
    told = [f":heavy_check_mark: {in_full(text)}" for text in did]
    told += [f":no_entry_sign: {plain(what)}: {in_full(why)}" for what, why in refused.items()]
    text = f"{len(did)} started, {len(refused)} not."
    return message(text, [lines([text, *told])])


def in_full(text: str) -> str:
    """A sentence with a capital and a full stop, escaped."""
    said = sentence(text[:1].upper() + text[1:])
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
