"""An `Identity` of whomever a test names."""

from muster.service.values import Caller

ACCOUNT, REGION = "123456789012", "us-west-2"


class FakeIdentity:
    """The IAM user `name`; `move_to` leads to another account or Region."""

    def __init__(self, name="operator"):
        self._caller = Caller(f"arn:aws:iam::{ACCOUNT}:user/{name}", ACCOUNT, REGION)

    def caller(self):
        return self._caller

    def move_to(self, account, region):
        self._caller = Caller(self._caller.arn, account, region)
