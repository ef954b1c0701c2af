"""A connection to AWS whose answers and errors a test writes down."""

from botocore.exceptions import ClientError
from fakes.aws.clock import FakeClock

from muster.service.errors import AwsError


class ScriptedConnection:
    """A `Connection` whose calls answer what a test says, in order; an exception is raised."""

    region = "us-west-2"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []
        self.clock = FakeClock()

    def call(self, service, operation, /, *, about="", **parameters):
        self.calls.append((service, operation, parameters))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    once = call


def failed(code, *reasons):
    """What `Connection` raises for an error of AWS."""
    response = {"Error": {"Code": code, "Message": "no"}}
    if reasons:
        response["CancellationReasons"] = [{"Code": reason} for reason in reasons]
    error = AwsError(f"{code}: no")
    error.__cause__ = ClientError(response, "Operation")
    return error


def cancelled(*reasons):
    return failed("TransactionCanceledException", *reasons)
