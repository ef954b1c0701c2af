"""Details of calls that CloudTrail saw (CloudTrail User Guide, "CloudTrail record contents")."""

from pydantic import Field

from eventbridge.shapes.base import JobId, Shape, Word


class Identity(Shape):
    """Who called; of a role its session, `arn:aws:sts::…:assumed-role/<role>/<session>`."""

    arn: Word = ""


class AnsweredJob(Shape):
    """The job that the call began."""

    job: JobId = Field(alias="jobID")


class Answered(Shape):
    """What DRS answered."""

    job: AnsweredJob


class CallDetail(Shape):
    """`AWS API Call via CloudTrail`; a call that failed has no answer."""

    operation: Word = Field(alias="eventName")
    identity: Identity = Field(alias="userIdentity")
    answered: Answered | None = Field(alias="responseElements", default=None)
