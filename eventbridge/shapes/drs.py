"""Details of the events of DRS (source `aws.drs`); whom they are about stands in `resources`."""

from pydantic import Field

from eventbridge.shapes.base import JobId, Shape, Word


class LaunchDetail(Shape):
    """`DRS Source Server Launch Result`; `is-drill` is a string and tells nothing that we need."""

    state: Word
    job: JobId = Field(alias="job-id")


class StateDetail(Shape):
    """`DRS Source Server Data Replication Stalled Change`, `… Failback State Change`."""

    state: Word
