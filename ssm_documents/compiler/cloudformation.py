"""The documents of a plan as CloudFormation templates, for those who deploy all by CloudFormation.

CloudFormation User Guide, "AWS::SSM::Document": `UpdateMethod: NewVersion` keeps the versions that
executions under way run by. What documents read in the run table is not CloudFormation's to write:
`muster.entrypoints.records` writes it as requests for the aws CLI.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from muster.service.values import label_of
from ssm_documents.compiler.dump import dumped
from ssm_documents.compiler.runbook import Runbook

LARGEST = 900_000
"""Bytes of a template; CloudFormation takes 1 MB from S3 (User Guide, quotas)."""

VERSION = "2010-09-09"

LINT = {"cfn-lint": {"config": {"ignore_checks": ["E3051"]}}}
"""cfn-lint 1.58 cannot read a document that is text (it judges it where it is a mapping); as text
it is what publishing makes, byte for byte, so that `muster plan diff` finds it the same."""


def templates(plan: str, runbooks: Mapping[str, Runbook]) -> tuple[str, ...]:
    """The texts of as many templates as the documents need: mostly one; entries in the last."""
    parts = list(_parts([_resource(name, runbooks[name]) for name in [*runbooks][::-1]]))
    return tuple(
        dumped(_template(f"Runbooks of plan {plan}, part {number} of {len(parts)}.", part))
        for number, part in enumerate(parts, 1)
    )


def logical_id(document: str) -> str:
    """Letters and digits alone, and still one for each name."""
    words = re.split(r"[^A-Za-z0-9]+", document)
    return "".join(word.capitalize() for word in words) + sha256(document.encode()).hexdigest()[:6]


def _resource(name: str, runbook: Runbook) -> tuple[str, dict[str, Any]]:
    properties = {
        "Name": name,
        "DocumentType": "Automation",
        "DocumentFormat": "YAML",
        "VersionName": label_of(runbook.digest()),
        "UpdateMethod": "NewVersion",
        "Content": runbook.text(),
    }
    return logical_id(name), {"Type": "AWS::SSM::Document", "Properties": properties}


def _parts(resources: list[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    part: dict[str, Any] = {}
    size = 0
    for name, resource in resources:
        needed = len(dumped({"Resources": {name: resource}}).encode())
        if part and size + needed > LARGEST:
            yield part
            part, size = {}, 0
        part[name] = resource
        size += needed
    yield part


def _template(description: str, resources: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "AWSTemplateFormatVersion": VERSION,
        "Description": description,
        "Metadata": LINT,
        "Resources": dict(resources),
    }
