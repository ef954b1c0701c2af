"""The name under which a document is created."""

import re

from ssm_documents.validator.document import Document
from ssm_documents.validator.rule import Mistake, Mistakes, rule

_CREATE = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html"
_NAME = re.compile(r"[a-zA-Z0-9_\-.]{3,128}", re.ASCII)
_RESERVED = ("aws", "amazon", "amzn", "awsec2", "awsconfigremediation", "awssupport")


@rule("R210", "odd document name", _CREATE)
def odd_name(document: Document) -> Mistakes:
    """Names have 3 to 128 letters, digits, `_`, `-` and `.`."""
    if document.name and not _NAME.fullmatch(document.name):
        message = f"`{document.name}` is no document name"
        yield Mistake((), message, "3 to 128 letters, digits, `_`, `-` and `.`")


@rule("R211", "reserved document name", _CREATE)
def reserved_name(document: Document) -> Mistakes:
    """AWS keeps names that begin with aws, amazon or amzn for itself."""
    if document.name.lower().startswith(_RESERVED):
        message = f"`{document.name}` begins with a prefix that AWS keeps for itself"
        yield Mistake((), message, "put a name of your own before it")
