"""What the files of a folder say together: shared groups, names, servers, people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from muster.model.codes import people, rules
from muster.model.errors import Problem
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.reading.document import Document, GroupsFile, Kind, judge_rules
from muster.model.reading.draft import Shared, SharedGroup, folded
from muster.model.reading.rules.people import people_are_known
from muster.model.reading.rules.servers import PlacedGroup, servers_in_two_groups
from muster.model.text import quoted


def judge(documents: Sequence[Document]) -> list[Problem]:
    """Return every problem of `documents`, each alone and all together.

    Where two files contradict each other, the later one of the sequence is told so.
    """
    shared = _shared_groups(documents)
    for document in documents:
        judge_rules(document, shared)
    return [
        *(problem for document in documents for problem in document.problems),
        *_plans_of_one_name(documents),
        *servers_in_two_groups(list(_placed_groups(documents, shared))),
        *_people_problems(documents),
    ]


def complete(document: Document, documents: Sequence[Document]) -> RecoveryPlan | None:
    """Return the plan of `document`, with the groups that it takes from others, or None."""
    plan = document.model
    if not isinstance(plan, RecoveryPlan):
        return None
    used = {name for wave in plan.waves for name in wave.groups}
    taken = {
        name: group
        for other in documents
        if isinstance(other.model, GroupsFile)
        for name, group in other.model.groups.items()
        if name in used
    }
    return plan.model_copy(update={"groups": {**taken, **plan.groups}})


def _of_kind(documents: Sequence[Document], kind: Kind) -> list[Document]:
    return [document for document in documents if document.kind is kind]


def _shared_groups(documents: Sequence[Document]) -> Shared:
    shared: dict[str, SharedGroup] = {}
    for document in _of_kind(documents, Kind.GROUPS):
        for name, node in document.draft.groups.items() if document.draft else ():
            shared.setdefault(name, SharedGroup(document.file, node))
    return shared


def _plans_of_one_name(documents: Sequence[Document]) -> Iterator[Problem]:
    first: dict[str, Document] = {}
    for document in _of_kind(documents, Kind.PLAN):
        draft = document.draft
        if draft is None or draft.name is None:
            continue
        earlier = first.setdefault(folded(draft.name.raw), document)
        if earlier is not document:
            message = f"plan {quoted(draft.name.raw)} has the name of the plan in {earlier.file}"
            yield draft.problem(rules.SAME_NAME, draft.name.place, message, "rename one of them")


def _placed_groups(documents: Sequence[Document], shared: Shared) -> Iterator[PlacedGroup]:
    """Yield every group with the targets of the plans that use it: its own plan's, at least."""
    targets = defaultdict(set)
    for document in _of_kind(documents, Kind.PLAN):
        for wave in document.draft.waves if document.draft else ():
            for name, _ in wave.groups:
                if name in shared and document.draft:
                    targets[name].add(document.draft.target)
    for document in documents:
        draft = document.draft
        if draft is None or document.kind is Kind.PEOPLE:
            continue
        for name, node in draft.groups.items():
            named = draft.target_of(node)
            own = {draft.target} if document.kind is Kind.PLAN else targets[name]
            own = {named} if named else own
            yield PlacedGroup(draft, name, node, frozenset(own))


def _people_problems(documents: Sequence[Document]) -> Iterator[Problem]:
    files = _of_kind(documents, Kind.PEOPLE)
    for second in files[1:]:
        if second.draft:
            message = f"the people of this folder stand in {files[0].file}"
            place = second.draft.root.place
            yield second.draft.problem(people.PERSON_TWICE, place, message, "keep one people file")
    known = files[0].model if files else None
    if isinstance(known, People):
        for document in _of_kind(documents, Kind.PLAN):
            groups = {**known.groups, **dict.fromkeys(known.slack_groups)}
            yield from people_are_known(document.draft, groups) if document.draft else ()
