"""`dataclasses` for scripts: that of the standard library, but a text is compiled once a process.

A dataclass writes the text of its methods and compiles it. A script makes its classes anew at each
run, so it would compile the same texts hundreds of times.
"""

import dataclasses
import functools
import inspect
from collections.abc import Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any


@functools.cache
def dataclasses_module() -> ModuleType:
    """The module: functions with an `exec` of our own, all else the standard library's."""
    module = ModuleType("dataclasses", dataclasses.__doc__)
    names = module.__dict__
    for name, value in vars(dataclasses).items():
        own = isinstance(value, FunctionType) and value.__module__ == "dataclasses"
        names[name] = _at_home(value, names) if own else value
    names["exec"] = _execute
    names["inspect"] = _inspect()
    return module


def _at_home(function: FunctionType, names: dict[str, Any]) -> FunctionType:
    """The same function, which looks names up there."""
    given = (function.__name__, function.__defaults__, function.__closure__)
    made = FunctionType(function.__code__, names, *given)
    made.__kwdefaults__ = function.__kwdefaults__
    functools.update_wrapper(made, function)
    return made


def _inspect() -> ModuleType:
    """`inspect`, without the signature that a class which says nothing gets as its `__doc__`.

    No script reads it there, and to find it is a third of the time that a dataclass takes.
    """
    module = ModuleType("inspect")
    module.__dict__.update(vars(inspect))
    module.__dict__["signature"] = lambda _: "(...)"
    return module


def _execute(text: str, names: dict[str, Any], own_names: Mapping[str, object]) -> None:
    """What the module calls as `exec`."""
    exec(_compiled(text), names, own_names)  # noqa: S102 - it is what dataclasses wrote


@functools.lru_cache(maxsize=4096)
def _compiled(text: str) -> CodeType:
    return compile(text, "<string>", "exec", dont_inherit=True)
