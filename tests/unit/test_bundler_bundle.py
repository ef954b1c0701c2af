"""From a script and its modules to one text: what goes in, in which order, and what is refused."""

import ast
import itertools
from collections.abc import Callable, Mapping

import pytest

from ssm_documents.compiler.bundler import BundleError, bundle

SCRIPT = "ssm_documents.scripts.sample"
LIB = "ssm_documents.scripts.lib.a"
ENGINE = "muster.engine.b"

SAMPLE = {
    SCRIPT: '''
"""A sample."""
import json
from collections.abc import Mapping
from muster.engine.b import Thing, twice
from ssm_documents.scripts.lib.a import shown
ACTIONS = ("ec2:DescribeInstances",)
def handler(events: Mapping[str, int], _context: object) -> str:
    return json.dumps({"shown": shown(Thing(twice(events["n"])))})
''',
    LIB: """
from muster.engine.b import Thing
def unused():
    return "unused"
def shown(thing: Thing) -> str:
    return f"{PREFIX}{thing.size}"
PREFIX = "size "
""",
    ENGINE: '''
from dataclasses import dataclass
from decimal import Decimal
@dataclass(frozen=True)
class Thing:
    """Has a size."""
    size: int
def twice(n: int) -> int:
    return 2 * n
def price() -> Decimal:
    return Decimal(1)
''',
}
BUNDLED = """\
# ssm_documents/scripts/sample.py of muster, with all that it needs; no comments.
import json
from dataclasses import dataclass

@dataclass(frozen=True)
class Thing:
    size: int

def twice(n):
    return 2 * n

def shown(thing):
    return f"{PREFIX}{thing.size}"
PREFIX = "size "

def handler(events, _context):
    return json.dumps({"shown": shown(Thing(twice(events["n"])))})
"""


def reading(sources: Mapping[str, str]) -> Callable[[str], str]:
    return lambda module: sources[module]


def with_script(text: str) -> Callable[[str], str]:
    return reading({**SAMPLE, SCRIPT: text})


def test_a_bundle_holds_what_the_handler_needs_each_after_what_it_needs_itself() -> None:
    assert bundle("sample", reading(SAMPLE)).text == BUNDLED


def test_a_bundle_does_what_its_handler_does() -> None:
    scope: dict[str, object] = {"__name__": "sample"}

    exec(bundle("sample", reading(SAMPLE)).text, scope)

    assert scope["handler"]({"n": 21}, None) == '{"shown": "size 42"}'


def test_equal_sources_make_equal_bundles() -> None:
    first, second = (bundle("sample", reading(dict(SAMPLE))) for _ in range(2))

    assert first == second


def test_names_that_only_type_checkers_need_are_left_out() -> None:
    source = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pydantic import BaseModel
def handler(events: "BaseModel", context):
    return 1
"""

    assert "TYPE_CHECKING" not in bundle("sample", with_script(source)).text


def test_a_name_may_be_taken_from_a_module_that_took_it_itself() -> None:
    passing_on = "from muster.engine.b import twice\n"
    source = (
        "from ssm_documents.scripts.lib.a import twice\n"
        "def handler(events, context):\n    return twice(1)\n"
    )

    made = bundle("sample", reading({**SAMPLE, SCRIPT: source, LIB: passing_on}))

    assert "def twice(n):" in made.text


HANDLER = "def handler(events, context):\n    return 1\n"
REFUSED = {
    "a relative import": f"from .lib import x\n{HANDLER}",
    "__future__": f"from __future__ import annotations\n{HANDLER}",
    "import *": f"from json import *\n{HANDLER}",
    "from module import name": f"import muster.engine.b\n{HANDLER}",
    "from module import name` ": f"from muster.engine.b import twice as double\n{HANDLER}",
    "yaml is not there at run time": f"import yaml\n{HANDLER}",
    "muster.model.plan is not there": f"from muster.model.plan import RecoveryPlan\n{HANDLER}",
    "an import inside a definition": "def handler(events, context):\n    import json\n",
    "a statement that defines nothing": f"print(1)\n{HANDLER}",
    "`twice` means another thing": """
from ssm_documents.scripts.lib.a import shown
def twice(x):
    return x
def handler(events, context):
    return shown(twice(1)), price()
""",
    "nothing defines missing": "def handler(events, context):\n    return missing\n",
    "nothing defines handler": "def other(events, context):\n    return 1\n",
    "has no `tripled`": """
from muster.engine.b import tripled
def handler(events, context):
    return tripled(1)
""",
    "holds `{{`": "def handler(events, context):\n    return '{{ x }}'\n",
}
COLLIDING = """
from muster.engine.b import twice
def shown(x):
    return twice(x)
"""


@pytest.mark.parametrize(("message", "source"), REFUSED.items(), ids=REFUSED)
def test_what_a_bundle_cannot_hold_is_refused_with_a_place_and_a_hint(
    message: str, source: str
) -> None:
    sources = {**SAMPLE, SCRIPT: source, LIB: COLLIDING}

    with pytest.raises(BundleError) as refused:
        bundle("sample", reading(sources))

    assert message.strip("` ") in str(refused.value)
    assert "\nhint: " in str(refused.value)
    assert refused.value.module.startswith(("ssm_documents", "muster"))


def test_modules_that_import_each_other_are_named_in_their_circle() -> None:
    circle = {
        SCRIPT: f"from {LIB} import shown\ndef handler(events, context):\n    return shown\n",
        LIB: f"from {ENGINE} import twice\ndef shown():\n    return twice\n",
        ENGINE: f"from {LIB} import shown\ndef twice():\n    return shown\n",
    }

    with pytest.raises(BundleError, match=f"{LIB} → {ENGINE} → {LIB}"):
        bundle("sample", reading(circle))


def test_definitions_follow_their_needs_whatever_the_order_of_imports() -> None:
    lines = ["from muster.engine.b import Thing", "from ssm_documents.scripts.lib.a import shown"]
    body = "def handler(events, context):\n    return shown(Thing(1))\n"

    texts = [
        bundle("sample", with_script("\n".join([*order, body]))).text
        for order in itertools.permutations(lines)
    ]

    names = [
        [node.name for node in ast.parse(text).body if hasattr(node, "name")] for text in texts
    ]
    assert names == [["Thing", "shown", "handler"]] * 2
