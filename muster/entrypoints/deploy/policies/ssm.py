"""Which documents a role may start, and what it may do with executions."""

from collections.abc import Iterable

from muster.engine.names import (
    ENTRY_VERBS,
    TAG_RUN,
    entry_document,
    pack_document,
    wave_document,
)
from muster.entrypoints.deploy.policies.statement import (
    Conditions,
    Statement,
    arn,
    passed_to,
    role_arn,
)
from ssm_documents.pack.documents import PACK

ENTRIES = tuple(entry_document("*", mode) for mode in ENTRY_VERBS)
WAVES = (wave_document("*", "*"),)
DECIDING = tuple(pack_document(document.verb) for document in PACK if document.decides)
STEERING = tuple(pack_document(document.verb) for document in PACK if not document.decides)
EXECUTIONS = (arn("ssm", "automation-execution/*"),)


def starting(sid: str, documents: Iterable[str]) -> Statement:
    """Start these documents and no others; Systems Manager asks for all three kinds of resource."""
    resources = [
        found
        for name in documents
        for found in (arn("ssm", f"automation-definition/{name}:*"), arn("ssm", f"document/{name}"))
    ]
    return Statement(sid, ("ssm:StartAutomationExecution",), (*resources, *EXECUTIONS))


def on_executions(*actions: str) -> Statement:
    """Look at executions; whoever breaks the glass, stop and signal any, too."""
    return Statement("Executions", actions, EXECUTIONS)


def on_own_executions(*actions: str) -> Statement:
    """Stop or signal executions of runs: those that carry the tag of their run."""
    tagged = {"Null": {f"aws:ResourceTag/{TAG_RUN}": "false"}}
    return Statement("OwnExecutions", actions, EXECUTIONS, tagged)


def tagging_executions() -> Statement:
    """Mark an execution as one of a run, with that tag and no other.

    Whether tags in StartAutomationExecution ask for it too is not documented.
    """
    conditions: Conditions = {
        "Null": {f"aws:RequestTag/{TAG_RUN}": "false"},
        "ForAllValues:StringEquals": {"aws:TagKeys": TAG_RUN},
    }
    return Statement("TagsExecutions", ("ssm:AddTagsToResource",), EXECUTIONS, conditions)


def passing(*roles: str) -> Statement:
    """Let documents run as these roles, and as no other."""
    return Statement(
        "PassesRoles", ("iam:PassRole",), tuple(map(role_arn, roles)), passed_to("ssm")
    )
