"""What a handler needs: definitions and imports that are reachable from it, in a working order."""

from dataclasses import dataclass, field

from ssm_documents.compiler.bundler.mistake import BundleError
from ssm_documents.compiler.bundler.modules import Definition, Import, Module, Read, parse_module


@dataclass
class Reached:
    """What goes into the bundle; definitions are known by module and line."""

    imports: set[Import] = field(default_factory=set)
    definitions: set[tuple[str, int]] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)


def in_order(entry: str, read: Read) -> dict[str, Module]:
    """The module `entry` and all of ours that it imports, each after those it imports itself."""
    done: dict[str, Module] = {}
    _visit(entry, read, done, ())
    return done


def _visit(name: str, read: Read, done: dict[str, Module], path: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in path:
        circle = " → ".join([*path[path.index(name) :], name])
        raise BundleError(name, 0, f"modules import each other: {circle}", "break the circle")
    module = parse_module(name, read)
    for origin in dict.fromkeys(module.ours.values()):
        _visit(origin, read, done, (*path, name))
    done[name] = module


def reach(modules: dict[str, Module], entry: str, name: str) -> Reached:
    """All that `name` of module `entry` needs, itself included."""
    reached = Reached()
    todo = [(entry, name)]
    while todo:
        where, wanted = todo.pop()
        module = modules[where]
        definition = module.defining(wanted)
        if definition is not None:
            todo += _need(reached, module, definition)
        elif wanted in module.ours:
            todo.append((_existing(modules, module.ours[wanted], wanted, where), wanted))
        elif wanted in module.others:
            _own(reached, wanted, str(module.others[wanted]), module, 0)
            reached.imports.add(module.others[wanted])
    return reached


def _need(reached: Reached, module: Module, definition: Definition) -> list[tuple[str, str]]:
    place = (module.name, definition.line)
    if place in reached.definitions:
        return []
    reached.definitions.add(place)
    for name in definition.names:
        _own(reached, name, module.name, module, definition.line)
    return [(module.name, used) for used in sorted(definition.uses)]


def _own(reached: Reached, name: str, owner: str, module: Module, line: int) -> None:
    """In one text a name can mean one thing only."""
    known = reached.owners.setdefault(name, owner)
    if known != owner:
        message = f"`{name}` means another thing in {known}"
        raise BundleError(module.name, line, message, "give one of the two another name")


def _existing(modules: dict[str, Module], origin: str, name: str, importer: str) -> str:
    module = modules[origin]
    if module.defining(name) or name in module.ours or name in module.others:
        return origin
    raise BundleError(importer, 0, f"{origin} has no `{name}`", "import it from where it is")
