"""The page of all permissions: the IAM actions that scripts and adapters declare."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

import muster.aws
import ssm_documents.scripts
from muster.model.settings import Settings
from ssm_documents.pack.documents import PACK

_HEAD = """\
# Permissions

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

Each script of a runbook and each adapter declares the IAM actions of its calls, beside them. This
page collects what they declare. It is not a policy: resources and conditions are left to whoever
writes the roles.

Beside these, AWS wants of the automation role what DRS does in its name (launching instances, tags,
volumes; DRS User Guide, *Using identity-based policies*), and of a plan with hooks
`lambda:InvokeFunction` or what the runbooks of the hooks do. A launch that DRS may not make fails
for that server, in the wave that needed it.
"""


def text() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_runbooks(), *_adapters(), ""])


def _runbooks() -> Iterator[str]:
    names = Settings()
    scripts = declared(ssm_documents.scripts)
    deciding = {document.script for document in PACK if document.decides}
    shared = {name: actions for name, actions in scripts.items() if name not in deciding}
    alone = {name: actions for name, actions in scripts.items() if name in deciding}
    yield f"## Automation role (`{names.automation_role}`)\n"
    yield "What every runbook runs as, but the one that decides."
    yield from _table("script", shared)
    yield f"\n## Decision role (`{names.decision_role}`)\n"
    yield "What `muster-decide` runs as. It alone may write decisions."
    yield from _table("script", alone)


def _adapters() -> Iterator[str]:
    yield "\n## Adapters\n"
    yield "What the command line, the bot and the event functions call, by file of `muster/aws/`."
    yield from _table("adapter", declared(muster.aws))


def declared(package: ModuleType) -> Mapping[str, tuple[str, ...]]:
    """The `ACTIONS` of every module of the package that has any, by the module's name."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
    return {name: made.ACTIONS for name, made in modules.items() if hasattr(made, "ACTIONS")}


def _table(what: str, declaring: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    actions = sorted({action for found in declaring.values() for action in found})
    yield f"\n| action | {what} |\n| --- | --- |"
    for action in actions:
        users = ", ".join(f"`{name}`" for name, found in declaring.items() if action in found)
        yield f"| `{action}` | {users} |"
