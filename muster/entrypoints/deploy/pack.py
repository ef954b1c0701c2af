"""The runbooks of the verbs, published with the stack: without them nobody could act on a run."""

from muster.entrypoints.deploy.opened import Opened
from muster.service.commands.publication import Publication, PublishedHere
from muster.service.commands.publish import publish
from muster.service.values import Document
from ssm_documents.compiler import compile_pack, script_writes


def publish_pack(opened: Opened) -> PublishedHere:
    """Publish the pack; what is there already stays as it is."""
    compiled = compile_pack(opened.settings)
    documents = tuple(
        Document(name, runbook.text(), runbook.digest()) for name, runbook in compiled.items()
    )
    publication = Publication(releases=(), scripts=script_writes(), pack=documents)
    return publish(opened.service, publication, lay_foundation=False)
