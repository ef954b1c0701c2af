"""Which documents a role may start, and what it may do with executions."""

from collections.abc import Iterable

from muster.engine.names import ENTRY_VERBS, entry_document, pack_document, wave_document
from muster.entrypoints.deploy.policies.statement import Statement, arn, passed_to, role_arn
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
    """Look at executions, stop or signal them."""
    return Statement("Executions", actions, EXECUTIONS)


def passing(*roles: str) -> Statement:
    """Let documents run as these roles, and as no other."""
    return Statement(
        "PassesRoles", ("iam:PassRole",), tuple(map(role_arn, roles)), passed_to("ssm")
    )
