"""The topic of people who act, in SNS: where they hear what no chat takes."""

from muster.aws.connection import Connection

ACTIONS = ("sns:Publish",)
SUBJECT = 100
"""SNS API, Publish: ASCII text of fewer than 100 characters, without line breaks."""

MESSAGE = 200_000
"""Characters; SNS takes 256 KB (API, Publish)."""


class SnsTopic:
    """A `Topic` by its ARN."""

    def __init__(self, connection: Connection, arn: str) -> None:
        self._connection = connection
        self._arn = arn

    def publish(self, subject: str, text: str) -> None:
        """Tell those who have subscribed."""
        plain = " ".join(subject.encode("ascii", "replace").decode().split())
        self._connection.call(
            "sns",
            "publish",
            about=f"topic `{self._arn}`",
            TopicArn=self._arn,
            Subject=plain[: SUBJECT - 1],
            Message=text[:MESSAGE],
        )
