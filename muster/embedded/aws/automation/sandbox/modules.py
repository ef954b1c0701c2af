"""What a script may import: the standard library, boto3 and botocore, some of it replaced.

What would reach the real world, or would make two runs with one seed differ, is ours: `time`,
`datetime`, `random`, `uuid`, `boto3`, `botocore`; so is `dataclasses`, for speed. Scripts in SSM
cannot install anything, so all else is an `ImportError` there, too.
"""

import builtins
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from muster.embedded.aws.automation.sandbox import chance, classes, clocks, sdk

if TYPE_CHECKING:
    from muster.embedded.aws.automation.run import Run

NOT_MODELLED = {
    "threading": "threads do not run on the virtual clock",
    "concurrent": "threads do not run on the virtual clock",
    "multiprocessing": "processes do not run on the virtual clock",
    "subprocess": "processes do not run on the virtual clock",
    "asyncio": "an event loop does not run on the virtual clock",
    "socket": "the embedded AWS has no network",
    "ssl": "the embedded AWS has no network",
    "http": "the embedded AWS has no network",
    "ftplib": "the embedded AWS has no network",
    "smtplib": "the embedded AWS has no network",
}

Importer = Callable[..., Any]


def importer(run: "Run") -> Importer:
    """The `__import__` of the scripts of one execution."""
    if run.importer is None:
        run.importer = _make(_replacements(run))
    return run.importer


def _replacements(run: "Run") -> Mapping[str, ModuleType]:
    boto3, botocore = sdk.modules(run)
    return {
        "boto3": boto3,
        "botocore": botocore,
        "dataclasses": classes.dataclasses_module(),
        "time": clocks.time_module(run.now, run.sleep),
        "datetime": clocks.datetime_module(run.now),
        "random": chance.random_module(run.automation.world.rng),
        "uuid": chance.uuid_module(run.automation.world.new_uuid),
    }


def _make(replacements: Mapping[str, ModuleType]) -> Importer:
    def import_(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - the signature of __import__
        locals: Mapping[str, object] | None = None,  # noqa: A002 - likewise
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> Any:
        root = name.partition(".")[0]
        if level == 0 and root in replacements:
            return _replaced(replacements[root], name, fromlist)
        if root in NOT_MODELLED:
            raise ImportError(f"{name} is not available here: {NOT_MODELLED[root]}")
        if root not in sys.stdlib_module_names:
            raise ModuleNotFoundError(f"No module named '{name}'")
        return builtins.__import__(name, globals, locals, fromlist, level)

    return import_


def _replaced(root: ModuleType, name: str, fromlist: tuple[str, ...]) -> Any:
    module: Any = root
    for part in name.split(".")[1:]:
        module = getattr(module, part, None)
        if module is None:
            raise ModuleNotFoundError(f"{name} is not available here")
    return module if fromlist else root
