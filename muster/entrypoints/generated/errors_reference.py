"""The page of all error codes."""

from collections.abc import Iterator

from muster.model.codes import FAMILIES, Code

_HEAD = """\
# Errors in plans

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

`muster plan check` reports every mistake at once, one a line, as
`file:line:column: error[CODE] what is wrong`, most with a `hint:` below. Nothing of a refused file
is used."""


def text() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_families()])


def _families() -> Iterator[str]:
    for family, codes in FAMILIES.items():
        yield f"\n## {family}"
        for code in codes:
            yield from _section(code)
    yield ""


def _section(code: Code) -> Iterator[str]:
    yield f"\n### {code.id}: {code.title}"
    yield f"\n{code.why}"
    yield f"\n```yaml\n# before\n{code.before}\n\n# after\n{code.after}\n```"
