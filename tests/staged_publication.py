"""What is published at a stage before anybody acts: documents, the plan, its people."""

import functools
import json
from collections.abc import Mapping
from typing import Any

import yaml

from muster.engine.writes import Write
from muster.model.plan import RecoveryPlan
from muster.model.settings import Settings
from ssm_documents.compiler import compile_pack, compile_plan, plan_writes, script_writes
from ssm_documents.compiler.runbook import Runbook


def create_table(dynamodb: Any) -> None:
    """The run table, empty."""
    dynamodb.create_table(
        TableName="muster",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": k, "AttributeType": "S"} for k in ("pk", "sk")],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
    )


def documents_of(plan: RecoveryPlan, settings: Settings) -> dict[str, Runbook]:
    """The documents of the verbs and of one plan, by name."""
    return {**_pack(settings), **compile_plan(plan, settings)}


def writes_of(plan: RecoveryPlan) -> tuple[Write, ...]:
    """What a publication writes to the run table: the plan and the scripts."""
    return (*plan_writes(plan), *_scripts())


def create_documents(ssm: Any, documents: Mapping[str, Runbook]) -> None:
    """Create documents as `muster plan publish` does, but as JSON: moto reads that at once."""
    for name, runbook in documents.items():
        content = _as_json(runbook.text())
        ssm.create_document(
            Name=name, Content=content, DocumentType="Automation", DocumentFormat="JSON"
        )


@functools.cache
def _pack(settings: Settings) -> Mapping[str, Runbook]:
    """The same for every stage: to compile it costs more than to create its documents."""
    return compile_pack(settings)


@functools.cache
def _scripts() -> tuple[Write, ...]:
    """Likewise."""
    return tuple(script_writes())


@functools.cache
def _as_json(text: str) -> str:
    return json.dumps(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
