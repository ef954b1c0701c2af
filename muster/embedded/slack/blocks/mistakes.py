"""What can be wrong with blocks: one value a mistake, so that a reader sees all of them at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One reason for Slack to refuse a payload.

    Attributes:
        code: one word of `CODES`.
        pointer: JSON pointer of the offending value inside what was checked (`""` is all of it).
        message: a sentence that names the limit or the rule.
    """

    code: str
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"

    def under(self, prefix: str) -> "Mistake":
        """The same mistake, seen from a payload that holds the checked value at `prefix`."""
        return Mistake(self.code, prefix + self.pointer, self.message)


CODES = frozenset(
    {
        "bad_value",  # outside the allowed values, pattern or range
        "duplicate_action_id",  # twice inside one block
        "duplicate_block_id",  # twice inside one payload
        "elsewhere_only",  # a known block or element in a place that does not take it
        "missing",  # a required key, or all of several of which one is required
        "msg_blocks_too_long",  # all texts of a message together
        "too_few",  # items of a list
        "too_long",  # characters of a string
        "too_many",  # items of a list, or blocks of which a payload takes only so many
        "too_short",  # characters of a string
        "unknown_key",
        "unknown_type",  # of a block, element or cell
        "wrong_type",  # of JSON: a list where an object is wanted
    }
)
