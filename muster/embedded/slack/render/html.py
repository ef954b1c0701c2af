"""Building HTML so that nothing unescaped gets in: strings are escaped, tags are not."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
Attribute = str | int | bool | None


def tag(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """An element. `class_` and `for_` lose the underscore, other underscores become hyphens.

    An attribute that is None or False is left out, True has no value.
    """
    written = "".join(
        attribute(key, value) for key, value in attributes.items() if value not in (None, False)
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")  # noqa: S704 - names are our own, values are escaped
    return Markup(f"<{name}{written}>{inside(children)}</{name}>")  # noqa: S704 - likewise


def attribute(key: str, value: Attribute) -> str:
    """One attribute with the space before it, escaped."""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def inside(parts: Iterable[str]) -> str:
    """Parts one after the other, escaped; plain strings, because Markup is slow to add up."""
    return "".join([str(part if isinstance(part, Markup) else escape(part)) for part in parts])


def join(*parts: str) -> Markup:
    """Parts one after the other; strings are escaped."""
    return Markup(inside(parts))  # noqa: S704 - escaped just above


def link(url: str, *children: str, **attributes: Attribute) -> Markup:
    """A link that opens in a tab of its own; an address that could do more is only shown."""
    if urlsplit(url).scheme.lower() not in SAFE_SCHEMES:
        return tag("span", *children, **attributes)
    return tag("a", *children, href=url, target="_blank", rel="noopener noreferrer", **attributes)
