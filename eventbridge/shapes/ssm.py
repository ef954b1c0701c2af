"""Details of Systems Manager's events (source `aws.ssm`); their members are in PascalCase."""

from pydantic import Field

from eventbridge.shapes.base import DocumentName, ExecutionId, Shape, Word


class ExecutionDetail(Shape):
    """`EC2 Automation Execution Status-change Notification`."""

    execution: ExecutionId = Field(alias="ExecutionId")
    document: DocumentName = Field(alias="Definition")
    version: float | Word = Field(alias="DefinitionVersion", default=0.0)
    status: Word = Field(alias="Status")
