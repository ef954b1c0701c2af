"""The keys of the document itself."""

import re
from collections.abc import Mapping

from ssm_documents.validator.document import Document, kind_of, mapping, sequence, text
from ssm_documents.validator.rule import Mistake, Mistakes, rule
from ssm_documents.validator.words import a, did_you_mean, known

_SCHEMA = "documents-schemas-features"
_VERSION = "0.3"
_KINDS: Mapping[str, str] = {
    "schemaVersion": "text",
    "description": "text",
    "assumeRole": "text",
    "parameters": "map",
    "variables": "map",
    "mainSteps": "list",
    "outputs": "list",
    "files": "map",
}
_ROLE = re.compile(r"arn:aws[\w-]*:iam::(\d{12}|\{\{[^{}]+\}\}):role/\S+")
_ROLE_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
_OUTPUT = re.compile(r"[\w-]+\.[\w.\-\[\]]+")
_MAX_FILES = 5


@rule("R010", "unknown key of the document", _SCHEMA)
def unknown_key(document: Document) -> Mistakes:
    """Schema 0.3 knows eight keys."""
    for key in document.raw:
        if key not in _KINDS:
            message = f"unknown key `{key}` of the document"
            hint = did_you_mean(str(key), _KINDS) or known(_KINDS)
            yield Mistake((key,), message, hint, at_key=True)


@rule("R011", "schemaVersion is not '0.3'", _SCHEMA)
def wrong_version(document: Document) -> Mistakes:
    """Automation runbooks are schema `0.3`; other numbers belong to other document types."""
    version = document.raw.get("schemaVersion")
    if version is None:
        yield Mistake((), "`schemaVersion` is missing", "write `schemaVersion: '0.3'`")
    elif isinstance(version, str) and version != _VERSION:
        message = f"`schemaVersion` is `{version}`; runbooks have `{_VERSION}`"
        yield Mistake(("schemaVersion",), message, "write `schemaVersion: '0.3'`")


@rule(
    "R012",
    "schemaVersion without quotes",
    "https://github.com/aws-cloudformation/cfn-lint/issues/2728",
)
def unquoted_version(document: Document) -> Mistakes:
    """A bare `0.3` is a number, which SSM refuses: "schemaVersion should be String"."""
    version = document.raw.get("schemaVersion")
    if version is not None and not isinstance(version, str):
        message = f"`schemaVersion` is {a(kind_of(version))}, not text"
        yield Mistake(("schemaVersion",), message, "put it in quotes: `schemaVersion: '0.3'`")


@rule("R013", "mainSteps missing", _SCHEMA)
def no_steps(document: Document) -> Mistakes:
    """A runbook without `mainSteps` is none."""
    if document.raw.get("mainSteps") is None:
        yield Mistake((), "`mainSteps` is missing", "add a list of steps")


@rule("R014", "mainSteps empty", _SCHEMA)
def empty_steps(document: Document) -> Mistakes:
    """SSM wants at least one step."""
    steps = document.raw.get("mainSteps")
    if isinstance(steps, list | tuple) and not steps:
        yield Mistake(("mainSteps",), "`mainSteps` has no step", "add a step")


@rule("R015", "section of the wrong kind", _SCHEMA, hint="write the section as the guide shows it")
def wrong_kind(document: Document) -> Mistakes:
    """`parameters`, `variables` and `files` are maps, `mainSteps` and `outputs` lists."""
    for key, kind in _KINDS.items():
        value = document.raw.get(key)
        if value is not None and key != "schemaVersion" and kind_of(value) != kind:
            yield Mistake((key,), f"`{key}` is {a(kind_of(value))}; SSM wants {a(kind)}")


@rule("R016", "assumeRole is neither a role nor a parameter", "automation-variables")
def odd_role(document: Document) -> Mistakes:
    """`assumeRole` is a role ARN or one reference to a parameter, never a Parameter Store path."""
    role = text(document.raw.get("assumeRole")).strip()
    if role and not _ROLE.fullmatch(role) and not _ROLE_REFERENCE.fullmatch(role):
        message = f"`assumeRole` is `{role}`, neither a role ARN nor one `{{{{ Parameter }}}}`"
        hint = "write `arn:aws:iam::<account>:role/<name>` or the name of a parameter in braces"
        yield Mistake(("assumeRole",), message, hint)


@rule("R017", "output is not step.output", "automation-action-outputs-inputs")
def odd_output(document: Document) -> Mistakes:
    """The document's `outputs` are a list of `step.output`."""
    for index, entry in enumerate(sequence(document.raw.get("outputs"))):
        written = text(entry)
        if "{{" not in written and not _OUTPUT.fullmatch(written):
            message = f"output {entry!r} is not of the form `step.output`"
            yield Mistake(("outputs", index), message, "name a step, a dot and one of its outputs")


@rule(
    "R018",
    "attachment without checksum, or too many of them",
    _SCHEMA,
    hint="put several files into one archive",
)
def odd_files(document: Document) -> Mistakes:
    """Each of at most five attachments is listed in `files` with its `checksums: {sha256: …}`."""
    files = mapping(document.raw.get("files"))
    for name, file in files.items():
        if not text(mapping(mapping(file).get("checksums")).get("sha256")):
            message = f"file `{name}` has no `checksums.sha256`"
            yield Mistake(("files", name), message, "add the SHA-256 of the attachment")
    if len(files) > _MAX_FILES:
        message = f"{len(files)} attachments; a runbook may have {_MAX_FILES}"
        yield Mistake(("files",), message, at_key=True)
