"""What a script does not need at run time: comments, docstrings, annotations, blank lines.

Annotations in class bodies stay: dataclasses read them.
"""

import ast
import io
import tokenize
from collections.abc import Iterator

from ssm_documents.compiler.bundler.edits import Edit, Positions, apply, lines_of

Body = list[ast.stmt]
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def stripped(source: str) -> str:
    """The source without what only people and type checkers read."""
    bare = apply(source, _comments(source))
    return _without_blank_lines(apply(bare, _needless(bare)))


def _comments(source: str) -> Iterator[Edit]:
    places = Positions(source)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            before = token.line[:column].rstrip()
            yield Edit(places.in_line(line, len(before)), places.in_line(*token.end))


def _needless(source: str) -> Iterator[Edit]:
    places = Positions(source)
    tree = ast.parse(source)
    yield from _of_body(tree.body, places, in_class=False)
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield from _signature(node, source, places)
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and not isinstance(node, ast.Module):
                yield from _of_body(body, places, in_class=isinstance(node, ast.ClassDef))


def _of_body(body: Body, places: Positions, *, in_class: bool) -> Iterator[Edit]:
    gone = [node for node in body if _is_text(node) or (_is_bare(node) and not in_class)]
    for node in gone:
        keeps_the_block = len(gone) == len(body) and node is gone[-1]
        yield Edit(places.start(node), places.end(node), "pass" if keeps_the_block else "")
    for node in body:
        if isinstance(node, ast.AnnAssign) and node.value and not in_class:
            yield Edit(places.end(node.target), places.end(node.annotation))


def _is_text(node: ast.stmt) -> bool:
    """A docstring, or a text after an attribute."""
    is_constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_constant and isinstance(node.value.value, str)  # type: ignore[attr-defined]


def _is_bare(node: ast.stmt) -> bool:
    """`name: type`, which does nothing outside a class body."""
    return isinstance(node, ast.AnnAssign) and node.value is None


def _signature(node: _Function, source: str, places: Positions) -> Iterator[Edit]:
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for argument in named:
        if argument is not None and argument.annotation is not None:
            name_end = places.start(argument) + len(argument.arg)
            yield Edit(name_end, places.end(argument.annotation))
    if node.returns is not None:
        arrow = source.rindex("->", 0, places.start(node.returns))
        before = len(source[:arrow].rstrip())
        yield Edit(before, places.end(node.returns))


def _without_blank_lines(source: str) -> str:
    inside = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant | ast.JoinedStr)
        for line in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    }
    lines = lines_of(source)
    kept = [line for number, line in enumerate(lines, 1) if number in inside or line.strip()]
    return "".join(kept)
