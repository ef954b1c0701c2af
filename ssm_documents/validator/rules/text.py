"""The text itself: can it be read, and does it say what its writer meant?"""

from ssm_documents.validator.document import Document
from ssm_documents.validator.positions import TroubleKind
from ssm_documents.validator.rule import Mistake, Mistakes, rule

MAX_BYTES = 65_536
_SCHEMA = "documents-schemas-features"
_YAML = "https://yaml.org/spec/1.2.2/"


@rule(
    "R001",
    "text cannot be read",
    _SCHEMA,
    hint="mend the text at this place; an editor that knows YAML or JSON shows more",
)
def unreadable(document: Document) -> Mistakes:
    """The file must be one YAML or JSON document."""
    yield from _troubles(document, "syntax")


@rule("R002", "document is not a map", _SCHEMA)
def not_a_map(document: Document) -> Mistakes:
    """A runbook is a map of `schemaVersion`, `mainSteps` and so on."""
    yield from _troubles(document, "not-a-map")


@rule("R003", "key stands twice", _YAML)
def duplicate_key(document: Document) -> Mistakes:
    """YAML and JSON readers silently keep the last of two equal keys."""
    yield from _troubles(document, "duplicate-key")


@rule("R004", "reference without quotes", _YAML)
def reference_as_map(document: Document) -> Mistakes:
    """`{{ Name }}` without quotes is a YAML mapping inside a mapping, not a reference."""
    yield from _troubles(document, "reference-as-map")


@rule(
    "R005",
    "document over 64 KB",
    "https://docs.aws.amazon.com/general/latest/gr/ssm.html",
    hint="move scripts to attachments, or steps to a child runbook",
)
def too_big(document: Document) -> Mistakes:
    """SSM takes 64 KB; the values of the parameters at run time count too."""
    yield from _troubles(document, "size")
    size = document.positions.size or 0
    if size > MAX_BYTES and not any(t.kind == "size" for t in document.positions.troubles):
        message = f"document has {size:,} bytes; SSM takes {MAX_BYTES:,}"
        yield Mistake((), message, "move scripts to attachments, or steps to a child runbook")


@rule(
    "R006",
    "document too deep or too wide to judge",
    _SCHEMA,
    hint="write it flat, or move parts to a child runbook",
)
def too_deep(document: Document) -> Mistakes:
    """No runbook of 64 KB needs such nesting; YAML aliases that multiply look like this."""
    yield from _troubles(document, "depth")


@rule("R007", "key is not text", _YAML)
def key_not_text(document: Document) -> Mistakes:
    """YAML reads a bare `on`, `no` or `1` as a flag or a number, also as a key."""
    yield from _troubles(document, "key")


@rule("R008", "YAML tag", _YAML)
def foreign_tag(document: Document) -> Mistakes:
    """Tags such as CloudFormation's `!Sub` are resolved by nobody in a runbook."""
    yield from _troubles(document, "tag")


def _troubles(document: Document, kind: TroubleKind) -> Mistakes:
    for trouble in document.positions.troubles:
        if trouble.kind == kind:
            yield Mistake(trouble.path, trouble.message, trouble.hint, place=trouble.place)
