"""Where something is recovered."""

from pydantic import Field

from muster.model.base import Model
from muster.model.names import Account, Region


class Target(Model):
    """The recovery side: where DRS lives and recovery instances are launched."""

    region: Region = Field(description="AWS Region code.", examples=["us-west-2"])
    account: Account = Field(description="AWS account id, in quotes.", examples=["123456789012"])
