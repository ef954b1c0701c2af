"""From a recovery plan to the runbooks that carry it out. Pure, and the only Jinja here."""

from ssm_documents.compiler.compile import compile_pack, compile_plan
from ssm_documents.compiler.publication import plan_writes, script_texts, script_writes
from ssm_documents.compiler.runbook import Runbook

__all__ = [
    "Runbook",
    "compile_pack",
    "compile_plan",
    "plan_writes",
    "script_texts",
    "script_writes",
]
