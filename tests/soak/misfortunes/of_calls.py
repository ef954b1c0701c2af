"""Calls of AWS: too many, refused, failed, or without an answer although they had their effect."""

from collections.abc import Callable, Mapping

ASKED = (
    "drs:DescribeJobs",
    "drs:DescribeSourceServers",
    "drs:StartRecovery",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:TransactWriteItems",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstanceStatus",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "sts:AssumeRole",
)
WRITTEN = (
    "drs:StartRecovery",
    "drs:StartRecovery",
    "dynamodb:PutItem",
    "dynamodb:TransactWriteItems",
    "dynamodb:UpdateItem",
    "ssm:StartAutomationExecution",
)
"""Operations with an effect, whose answer may be lost."""


def throttle(rng, servers):
    """Calls are refused for their rate, some times."""
    times = {"nth": rng.randint(1, 20), "times": rng.randint(1, 30)}
    return [{"throttle": {"operation": rng.choice(ASKED), **times}}]


def error(rng, servers):
    """AWS fails, or says that it is not allowed."""
    code = rng.choice(["InternalServerException", "InternalServerError", "AccessDeniedException"])
    times = 1 if code == "AccessDeniedException" else rng.randint(1, 3)
    fault = {"operation": rng.choice(ASKED), "code": code, "nth": rng.randint(1, 10)}
    return [{"error": {**fault, "times": times}}]


def lost_answer(rng, servers):
    """A call has its effect, and nobody hears of it."""
    operation = rng.choice(WRITTEN)
    often = 2 if operation == "drs:StartRecovery" else 8  # what a small case calls surely
    return [{"lost-answer": {"operation": operation, "nth": rng.randint(1, often)}}]


def role(rng, servers):
    """The role of another account cannot be assumed, or not launch, some times."""
    action = rng.choice(["sts:AssumeRole", "drs:StartRecovery"])
    return [{"role": {"action": action, "times": rng.randint(1, 3)}}]


KINDS: Mapping[str, Callable] = {
    "error": error,
    "lost-answer": lost_answer,
    "role": role,
    "throttle": throttle,
}
