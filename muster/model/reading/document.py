"""From the bytes of one file to a judged document.

bytes → text (size, encoding, characters) → tree (YAML) → kind → parts that are not built → models
→ rules. The first two stop at their own problems; the later ones collect.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, ValidationError

from muster.model import limits
from muster.model.base import Model
from muster.model.codes import files
from muster.model.errors import Problem
from muster.model.groups import ProtectionGroup
from muster.model.names import Name
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.reading.compose import compose
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.nodes import Node, Place
from muster.model.reading.not_built import unbuilt_parts
from muster.model.reading.rules import GROUP_RULES, PEOPLE_RULES, PLAN_RULES, Rule, broken_rules
from muster.model.reading.source import decode
from muster.model.reading.translation import translate
from muster.model.scalars import FROM_YAML


class GroupsFile(Model):
    """A file of protection groups that the plans of its folder share."""

    groups: Annotated[
        dict[Name, ProtectionGroup], Field(min_length=1, max_length=limits.GROUPS)
    ] = Field(description="Protection groups by name.")


class Kind(StrEnum):
    """What a file of a workspace holds."""

    PLAN = "plan"
    GROUPS = "groups"
    PEOPLE = "people"


_MODELS: Final[dict[Kind, type[Model]]] = {
    Kind.PLAN: RecoveryPlan,
    Kind.GROUPS: GroupsFile,
    Kind.PEOPLE: People,
}
_RULES: Final[dict[Kind, tuple[Rule, ...]]] = {
    Kind.PLAN: PLAN_RULES + GROUP_RULES,
    Kind.GROUPS: GROUP_RULES,
    Kind.PEOPLE: PEOPLE_RULES,
}
_PLAN_KEYS: Final = frozenset(RecoveryPlan.model_fields) - {"groups"}


@dataclass
class Document:
    """A file: kind and tree if they can be told, the model if its form is right."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    kind: Kind | None = None
    draft: Draft | None = None
    model: Model | None = None


def read_document(source: bytes, file: str) -> Document:
    """Return what `source` holds, without the rules; `file` is how problems name it."""
    text, problems = decode(source, file)
    if problems:
        return Document(file, problems)
    root, problems = compose(text, file)
    if root is None and problems:
        return Document(file, problems)
    kind = _kind_of(root) if root else None
    if root is None or kind is None:
        return Document(file, [*problems, _of_no_kind(root, file)])
    return _modelled(Document(file, problems, kind, Draft(file, root)))


def _kind_of(root: Node) -> Kind | None:
    keys = root.entries.keys()
    if "people" in keys:
        return Kind.PEOPLE
    if keys & _PLAN_KEYS:
        return Kind.PLAN
    return Kind.GROUPS if "groups" in keys else None


def _of_no_kind(root: Node | None, file: str) -> Problem:
    is_empty = root is None or root.value is None
    what = "the file is empty" if is_empty else "this is neither a plan, nor groups, nor people"
    hint = "a plan starts with `plan: <name>`; keep other YAML in another folder"
    place = root.place if root else Place(1, 1)
    return Problem(files.UNKNOWN_KIND.id, what, file, *place, hint)


def _modelled(document: Document) -> Document:
    if document.draft is None or document.kind is None:
        return document
    root, model = document.draft.root, _MODELS[document.kind]
    if document.kind is not Kind.PEOPLE:
        document.problems += unbuilt_parts(root, document.file)
    try:
        document.model = model.model_validate(
            root.plain(), by_alias=True, by_name=False, context=FROM_YAML
        )
    except ValidationError as error:
        document.problems += translate(error, model, root, document.file)
    return document


def judge_rules(document: Document, shared: Shared) -> None:
    """Add to `document` what the rules of its kind find; `shared` groups are known to it."""
    if document.draft is not None and document.kind is not None:
        rules = _RULES[document.kind]
        document.problems += broken_rules(rules, document.draft, shared)
