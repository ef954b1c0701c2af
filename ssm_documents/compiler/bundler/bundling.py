"""One self-contained source of a script."""

import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby

from ssm_documents.compiler.bundler.mistake import BundleError
from ssm_documents.compiler.bundler.modules import SCRIPTS, Import, Read, read_source
from ssm_documents.compiler.bundler.reach import in_order, reach

HANDLER = "handler"


@dataclass(frozen=True)
class Bundle:
    """The whole source of a script and its sha256, in hex."""

    script: str
    text: str
    sha256: str


@cache
def bundle(script: str, read: Read = read_source) -> Bundle:
    """Make one source of `ssm_documents/scripts/<script>.py` and all that it needs of ours.

    Raises:
        BundleError: if the script or a module it imports cannot be bundled.
    """
    entry = f"{SCRIPTS}.{script}"
    modules = in_order(entry, read)
    reached = reach(modules, entry, HANDLER)
    parts = [
        definition.spaced()
        for module in modules.values()
        for definition in module.definitions
        if (module.name, definition.line) in reached.definitions
    ]
    text = _header(script) + _imports(reached.imports) + "".join(parts)
    _check(entry, text)
    return Bundle(script, text, sha256(text.encode()).hexdigest())


def _header(script: str) -> str:
    return f"# ssm_documents/scripts/{script}.py of muster, with all that it needs; no comments.\n"


def _imports(imports: set[Import]) -> str:
    plain = sorted(each for each in imports if not each.name)
    lines = [f"import {_renamed(each.module, each.bound)}\n" for each in plain]
    by_module = groupby(sorted(imports - set(plain)), key=lambda each: each.module)
    for module, names in by_module:
        lines.append(
            f"from {module} import {', '.join(_renamed(n.name, n.bound) for n in names)}\n"
        )
    return "".join(lines)


def _renamed(name: str, bound: str) -> str:
    return name if name == bound else f"{name} as {bound}"


def _check(entry: str, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if "{{" in line:
            message = f"line {number} of the bundle holds `{{{{`: {line.strip()}"
            hint = "Systems Manager would expand it; build the text in another way"
            raise BundleError(entry, 0, message, hint)
    table = symtable.symtable(text, entry, "exec")
    defined = {symbol.get_name() for symbol in table.get_symbols() if _is_bound(symbol)}
    used = {HANDLER, *_globals_used(table)}
    unknown = sorted(used - defined - set(dir(builtins)) - {"__name__"})
    if unknown:
        message = f"nothing defines {', '.join(unknown)}"
        raise BundleError(entry, 0, message, "import it outside of TYPE_CHECKING")


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _globals_used(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module"):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals_used(child)
