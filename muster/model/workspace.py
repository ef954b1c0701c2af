"""A workspace: the plans, groups and people of one folder, judged together.

`load_plan` reads one plan and what it shares with its folder; `load_workspace` reads all of it;
`check` reads whatever it is pointed at and says what is wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from muster.model import limits
from muster.model.codes import files
from muster.model.errors import PlanRefusedError, Problem
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.reading.document import Document, Kind, read_document
from muster.model.reading.judgement import complete, judge
from muster.model.reading.source import read_source

_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True)
class Workspace:
    """What a folder holds: plans by name, the people, and how many files were read."""

    plans: dict[str, RecoveryPlan]
    people: People | None
    files: int


def read_plan(source: bytes, file: str = "plan.yaml") -> RecoveryPlan:
    """Return the plan in `source`, which stands alone; `file` is how problems name it.

    Raises:
        PlanRefusedError: with every mistake.
    """
    return _plan_of(file, [read_document(source, file)])


def load_plan(path: Path) -> RecoveryPlan:
    """Return the plan at `path`, with the groups that it takes from other files of its folder.

    Raises:
        PlanRefusedError: with every mistake of the file, of those groups, and between it and the
            other plans of the folder.
    """
    return _plan_of(str(path), _with_neighbours(path))


def load_people(path: Path) -> People:
    """Return the people file at `path`.

    Raises:
        PlanRefusedError: with every mistake.
    """
    document = _read(path)
    _refuse_if_any(judge([document]))
    if isinstance(document.model, People):
        return document.model
    raise PlanRefusedError([_wrong_kind(document, "people file", "`people:`")])


def load_workspace(folder: Path) -> Workspace:
    """Return everything in `folder` (not in folders below it).

    Raises:
        PlanRefusedError: with every mistake of every file.
    """
    documents = [_read(path) for path in _paths_in(folder)]
    _refuse_if_any(judge(documents))
    plans = [complete(document, documents) for document in documents]
    people = [document.model for document in documents if isinstance(document.model, People)]
    return Workspace(
        plans={plan.plan: plan for plan in plans if plan is not None},
        people=people[0] if people else None,
        files=len(documents),
    )


@dataclass(frozen=True)
class Checked:
    """The answer of `check`: every problem, the files that were read, the plans among them."""

    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    plans: tuple[RecoveryPlan, ...]


def check(paths: Iterable[Path]) -> Checked:
    """Return what is wrong with the files and folders `paths`, in file order, each thing once."""
    answers = [_check_one(path) for path in paths]
    problems = dict.fromkeys(problem for answer in answers for problem in answer.problems)
    return Checked(
        tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code))),
        tuple(dict.fromkeys(file for answer in answers for file in answer.files)),
        tuple(plan for answer in answers for plan in answer.plans),
    )


def _check_one(path: Path) -> Checked:
    try:
        if path.is_dir():
            documents = asked = [_read(file) for file in _paths_in(path)]
            problems = judge(documents)
        else:
            documents = _with_neighbours(path)
            asked = documents[-1:]
            problems = _concerning(str(path), documents)
    except PlanRefusedError as error:
        return Checked(error.problems, (), ())
    plans = (complete(document, documents) for document in asked)
    files = tuple(document.file for document in asked)
    return Checked(tuple(problems), files, tuple(plan for plan in plans if plan is not None))


def _plan_of(file: str, documents: Sequence[Document]) -> RecoveryPlan:
    _refuse_if_any(_concerning(file, documents))
    plan = complete(documents[-1], documents)
    if plan is None:
        raise PlanRefusedError([_wrong_kind(documents[-1], "plan", "`plan:`")])
    return plan


def _concerning(file: str, documents: Sequence[Document]) -> list[Problem]:
    """Return the problems of `file`, and of the groups files that it may take from."""
    judged = judge(documents)
    concerned = {file} | {d.file for d in documents if d.kind is Kind.GROUPS}
    return [problem for problem in judged if problem.file in concerned]


def _with_neighbours(path: Path) -> list[Document]:
    """Read `path`, as the last, after whatever else of its folder muster knows to read."""
    document = _read(path)
    if document.kind is not Kind.PLAN:
        return [document]
    others = [_read(other) for other in _paths_in(path.parent) if not other.samefile(path)]
    return [*(other for other in others if other.kind is not None), document]


def _read(path: Path) -> Document:
    try:
        return read_document(read_source(path), str(path))
    except PlanRefusedError as error:
        return Document(str(path), list(error.problems))


def _paths_in(folder: Path) -> list[Path]:
    try:
        found = (path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file())
        paths = sorted(islice(found, limits.FILES_PER_WORKSPACE + 1))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _refused_folder(folder, f"the folder cannot be read: {reason}") from error
    if len(paths) > limits.FILES_PER_WORKSPACE:
        message = f"the folder holds more than {limits.FILES_PER_WORKSPACE} YAML files"
        raise _refused_folder(folder, message)
    if not paths:
        raise _refused_folder(folder, "the folder holds no YAML file")
    return paths


def _refused_folder(folder: Path, message: str) -> PlanRefusedError:
    code = files.TOO_LARGE if "more than" in message else files.UNREADABLE
    hint = "keep plans, groups and people of one workspace in a folder of their own"
    return PlanRefusedError([Problem(code.id, message, str(folder), hint=hint)])


def _wrong_kind(document: Document, wanted: str, key: str) -> Problem:
    message = f"this is not a {wanted}"
    hint = f"a {wanted} has {key} at its top"
    return Problem(files.UNKNOWN_KIND.id, message, document.file, 1, 1, hint)


def _refuse_if_any(problems: Sequence[Problem]) -> None:
    if problems:
        raise PlanRefusedError(problems)
