"""What the bundler cuts away changes nothing that a script does."""

import ast

import pytest

from ssm_documents.compiler.bundler.modules import read_source
from ssm_documents.compiler.bundler.strip import stripped
from ssm_documents.compiler.publication import script_names

SOURCE = '''"""A module."""
import re  # the pattern's


# why
LIMIT: int = 3  # a number
"""What the limit is."""


@dataclass(frozen=True)
class Thing:
    """A thing."""

    name: str
    """Its name."""
    size: int = 0


def f(
    a: int,  # first
    *rest: tuple[int, ...],
    key: "dict[str, int] | None" = None,
    **more: object,
) -> dict[str, "list[int]"]:
    """Do it."""
    text = """keep

    # this is text
    """
    found: list[int] = []
    later: int
    return {"# no comment": text, "é": found}  # é


class Bad(Exception):
    """Bad."""


def nothing() -> None:
    """Nothing."""
    "and nothing more"
'''
BARE = '''import re
LIMIT = 3
@dataclass(frozen=True)
class Thing:
    name: str
    size: int = 0
def f(
    a,
    *rest,
    key = None,
    **more,
):
    text = """keep

    # this is text
    """
    found = []
    return {"# no comment": text, "é": found}
class Bad(Exception):
    pass
def nothing():
    pass
'''


def test_only_what_people_and_type_checkers_read_is_cut() -> None:
    assert stripped(SOURCE) == BARE


def test_stripping_twice_changes_nothing_more() -> None:
    assert stripped(stripped(SOURCE)) == stripped(SOURCE)


def test_lines_end_where_python_says_and_nowhere_else() -> None:
    source = 'TEXT = "a\u2028b"  # x\nMORE = 1\n'

    assert stripped(source) == 'TEXT = "a\u2028b"\nMORE = 1\n'


def _modules() -> list[str]:
    names = "gates guards items keys lease limits names packing schedule states verdict writes"
    engine = [f"muster.engine.{name}" for name in names.split()]
    return [*engine, *(f"ssm_documents.scripts.{name}" for name in script_names())]


@pytest.mark.parametrize("module", _modules())
def test_a_real_module_means_the_same_after_stripping(module: str) -> None:
    source = read_source(module)

    expected = ast.fix_missing_locations(_Bare().visit(ast.parse(source)))

    assert ast.dump(ast.parse(stripped(source))) == ast.dump(expected)


class _Bare(ast.NodeTransformer):
    """The same rules once more, on the tree instead of the text."""

    def visit_Module(self, node):
        return self._with_body(node, in_class=False)

    def visit_ClassDef(self, node):
        return self._with_body(node, in_class=True)

    def visit_FunctionDef(self, node):
        node.returns = None
        return self._with_body(node, in_class=False)

    def visit_arg(self, node):
        node.annotation = None
        return node

    def _with_body(self, node, *, in_class):
        self.generic_visit(node)
        kept = [each for each in node.body if not self._is_needless(each, in_class)]
        node.body = [each if in_class else self._plain(each) for each in kept] or [ast.Pass()]
        return node

    def _is_needless(self, node, in_class):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_bare = isinstance(node, ast.AnnAssign) and node.value is None and not in_class
        return is_text or is_bare

    def _plain(self, node):
        if isinstance(node, ast.AnnAssign):
            return ast.Assign(targets=[node.target], value=node.value)
        return node
