"""The IAM actions that scripts and adapters declare beside their calls, and what these imply."""

import importlib
import pkgutil
from collections.abc import Iterable

import ssm_documents.scripts
from ssm_documents.pack.documents import PACK

IMPLIED = {
    "ssm:StartAutomationExecution": ("iam:PassRole",),
    "ssm:CreateDocument": ("iam:PassRole",),
    "ssm:UpdateDocument": ("iam:PassRole",),
}
"""A document names the role that it runs as; who starts or writes it passes that role on.

Systems Manager User Guide, "Setting up Automation"; Service Authorization Reference, `ssm`.
"""


def of_scripts(*, deciding: bool) -> frozenset[str]:
    """What the scripts need that run as the decision role, or those that do not."""
    deciders = {document.script for document in PACK if document.decides}
    names = {found.name for found in pkgutil.iter_modules(ssm_documents.scripts.__path__)}
    chosen = deciders if deciding else names - deciders - {"lib"}
    return _declared(f"ssm_documents.scripts.{name}" for name in chosen)


def of_adapters(*names: str) -> frozenset[str]:
    """What these modules of `muster.aws` need."""
    return _declared(f"muster.aws.{name}" for name in names)


def _declared(modules: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for module in modules:
        found |= set(importlib.import_module(module).ACTIONS)
    return frozenset(found | {each for action in found for each in IMPLIED.get(action, ())})
