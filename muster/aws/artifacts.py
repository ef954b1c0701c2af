"""The bucket that CloudFormation and Lambda fetch from: one an account and Region, closed.

Names of buckets are everybody's: every call says which account the bucket must belong to.
"""

from pathlib import Path
from typing import Any

from muster.aws.connection import Connection
from muster.aws.errors import code_of
from muster.service.errors import AwsError

ACTIONS = (
    "s3:CreateBucket",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutObject",
)
NOT_THERE = frozenset({"404", "NoSuchBucket", "NoSuchKey", "NotFound"})
FIRST_REGION = "us-east-1"
"""The one Region that CreateBucket does not want to hear the name of."""

CLOSED = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}


class S3Artifacts:
    """The `Artifacts` of one account."""

    def __init__(self, connection: Connection, account: str) -> None:
        self._connection = connection
        self._account = account

    @property
    def bucket(self) -> str:
        """Its name."""
        return f"muster-artifacts-{self._account}-{self._connection.region}"

    def lay(self) -> bool:
        """Make the bucket if it is missing; says whether it was."""
        try:
            self._call("head_bucket")
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
        else:
            return False
        self._create()
        self._call("put_public_access_block", PublicAccessBlockConfiguration=CLOSED)
        return True

    def put(self, key: str, content: bytes | Path) -> str:
        """Store it unless it is there; gives its URL."""
        if not self._has(key):
            body = content if isinstance(content, bytes) else content.read_bytes()
            self._call("put_object", Key=key, Body=body)
        region = self._connection.region
        suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
        return f"https://{self.bucket}.s3.{region}.{suffix}/{key}"

    def _has(self, key: str) -> bool:
        try:
            self._call("head_object", Key=key)
        except AwsError as error:
            if code_of(error) not in NOT_THERE:
                raise
            return False
        return True

    def _create(self) -> None:
        region = self._connection.region
        place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
        more: dict[str, Any] = {} if region == FIRST_REGION else place
        about = f"bucket `{self.bucket}`"
        self._connection.call("s3", "create_bucket", about=about, Bucket=self.bucket, **more)

    def _call(self, operation: str, **parameters: Any) -> Any:
        owned = {"Bucket": self.bucket, "ExpectedBucketOwner": self._account}
        about = f"bucket `{self.bucket}`"
        return self._connection.call("s3", operation, about=about, **owned, **parameters)
