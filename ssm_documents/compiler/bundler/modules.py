"""A module as the bundler sees it: what it defines, and what it imports from where."""

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.abc import InspectLoader

from ssm_documents.compiler.bundler.edits import lines_of
from ssm_documents.compiler.bundler.mistake import BundleError
from ssm_documents.compiler.bundler.strip import stripped

SCRIPTS = "ssm_documents.scripts"
OURS = ("muster.engine", SCRIPTS)
ALLOWED = sys.stdlib_module_names | {"boto3", "botocore"}
"""What Automation's python3.11 runtime offers (user guide, automation-action-executeScript)."""

Read = Callable[[str], str]


@dataclass(frozen=True)
class Definition:
    """One top-level statement: the names that it binds, its text, the names that it uses."""

    names: tuple[str, ...]
    text: str
    uses: frozenset[str]
    line: int

    def spaced(self) -> str:
        """The text, with a blank line before a function or class."""
        is_block = self.text.startswith(("def ", "class ", "@"))
        return f"\n{self.text}" if is_block else self.text


@dataclass
class Module:
    """A stripped module; imported names by their origin: `ours` in a module, `others` outside."""

    name: str
    definitions: list[Definition] = field(default_factory=list)
    ours: dict[str, str] = field(default_factory=dict)
    others: dict[str, "Import"] = field(default_factory=dict)

    def defining(self, name: str) -> Definition | None:
        """The last definition of a name, as at run time."""
        return next((d for d in reversed(self.definitions) if name in d.names), None)


@dataclass(frozen=True, order=True)
class Import:
    """`import module as bound` if `name` is empty, else `from module import name as bound`."""

    module: str
    name: str
    bound: str


def read_source(module: str) -> str:
    """The source of an installed module. Raises `ModuleNotFoundError` if there is none."""
    spec = importlib.util.find_spec(module)
    loader = spec.loader if spec else None
    source = loader.get_source(module) if isinstance(loader, InspectLoader) else None
    if source is None:
        raise ModuleNotFoundError(f"there is no source of module {module}", name=module)
    return source


def is_ours(module: str) -> bool:
    """Whether a module travels in the bundle."""
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in OURS)


@cache
def parse_module(name: str, read: Read) -> Module:
    """Read one module. Raises `BundleError` for a statement that a bundle cannot hold."""
    text = stripped(read(name))
    lines = lines_of(text)
    module = Module(name)
    for node in ast.parse(text).body:
        _take(module, node, lines)
    return module


def _take(module: Module, node: ast.stmt, lines: list[str]) -> None:
    if _is_for_type_checkers(node):
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        _take_import(module, node)
        return
    names = tuple(_bound_names(node))
    if not names:
        raise BundleError(
            module.name, node.lineno, "a statement that defines nothing", "put it into a function"
        )
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    text = "".join(lines[first - 1 : node.end_lineno])
    module.definitions.append(Definition(names, text, _used_names(module, node), first))


def _is_for_type_checkers(node: ast.stmt) -> bool:
    is_if = isinstance(node, ast.If) and isinstance(node.test, ast.Name)
    return is_if and node.test.id == "TYPE_CHECKING"  # type: ignore[attr-defined]


def _bound_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    if isinstance(node, ast.Assign | ast.AnnAssign):
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (name.id for name in names if isinstance(name, ast.Name))


def _used_names(module: Module, node: ast.stmt) -> frozenset[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import | ast.ImportFrom):
            hint = "import at the top of the module"
            raise BundleError(module.name, inner.lineno, "an import inside a definition", hint)
    return frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _take_import(module: Module, node: ast.Import | ast.ImportFrom) -> None:
    origin = getattr(node, "module", None) or ""
    _check_import(module, node, origin)
    for alias in node.names:
        bound = alias.asname or alias.name
        if is_ours(origin):
            module.ours[bound] = origin
        elif isinstance(node, ast.ImportFrom):
            module.others[bound] = Import(origin, alias.name, bound)
        else:
            module.others[alias.asname or bound.split(".")[0]] = Import(alias.name, "", bound)


def _check_import(module: Module, node: ast.Import | ast.ImportFrom, origin: str) -> None:
    names = [origin] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    renamed = any(alias.asname for alias in node.names)
    rules = (
        (bool(getattr(node, "level", 0)), "a relative import", "write the module's whole name"),
        (origin == "__future__", "a __future__ import", "write annotations that need none"),
        (any(alias.name == "*" for alias in node.names), "import *", "name what you import"),
        (
            any(is_ours(name) for name in names) and (not origin or renamed),
            "one of our modules is not imported as `from module import name`",
            "write `from module import name`, without `as`",
        ),
        (
            not all(is_ours(name) or name.split(".")[0] in ALLOWED for name in names),
            f"{', '.join(names)} is not there at run time",
            "use the standard library, boto3, botocore, muster.engine or ssm_documents.scripts.lib",
        ),
    )
    for is_wrong, message, hint in rules:
        if is_wrong:
            raise BundleError(module.name, node.lineno, message, hint)
