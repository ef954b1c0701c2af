"""What can go wrong between a wish and its answer: one class a situation, one base.

MusterError
├── RefusedError            a runbook said no; the sentence is its own
├── UnknownRunError         no run, or more than one, is meant
├── PublishFailedError      publishing stopped half-way; names what was done
├── NoAnswerError           an execution did not end in the time that was given
└── AwsError                AWS did not do what it was asked
    ├── CredentialsError    there are none, or they are no longer good
    ├── ForbiddenError      they may not do this
    ├── MissingError        the table, a document or an execution is not there
    ├── ThrottledError      too many calls, after several tries
    └── UnreachableError    nothing answers
"""

from collections.abc import Sequence


class MusterError(Exception):
    """A sentence for the reader, and a hint that mends it (may be empty)."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class RefusedError(MusterError):
    """The answer is no."""


class UnknownRunError(MusterError):
    """No run, or more than one, is meant."""


class NoAnswerError(MusterError):
    """An execution goes on longer than anybody waited for it."""


class PublishFailedError(MusterError):
    """Publishing stopped half-way; `done` names what had been done. It may be repeated."""

    def __init__(self, sentence: str, hint: str, done: Sequence[str]) -> None:
        super().__init__(sentence, hint)
        self.done = tuple(done)


class AwsError(MusterError):
    """AWS did not do what it was asked."""


class CredentialsError(AwsError):
    """There are no credentials, or they are no longer good."""


class ForbiddenError(AwsError):
    """The caller may not do this; the sentence names the IAM action."""


class MissingError(AwsError):
    """What should be there is not: the run table, a document, an execution."""


class ThrottledError(AwsError):
    """AWS limits the rate of calls, and several tries did not help."""


class UnreachableError(AwsError):
    """Nothing answers at the endpoint."""
