"""Building HTML so that nothing unescaped gets in: strings are escaped, tags are not."""

from urllib.parse import urlsplit

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
Attribute = str | int | bool | None


def tag(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """An element. `class_` and `for_` lose the underscore, other underscores become hyphens.

    An attribute that is None or False is left out, True has no value.
    """
    written = Markup("").join(
        attribute(key, value) for key, value in attributes.items() if value not in (None, False)
    )
    start = Markup("<") + Markup(name) + written + Markup(">")  # noqa: S704 - names are our own
    if name in VOID:
        return start
    return start + join(*children) + Markup("</") + Markup(name) + Markup(">")  # noqa: S704 - likewise


def attribute(key: str, value: Attribute) -> Markup:
    """One attribute with the space before it."""
    name = Markup(" ") + Markup(key.rstrip("_").replace("_", "-"))  # noqa: S704 - names are our own
    return name if value is True else name + Markup('="') + escape(value) + Markup('"')


def join(*parts: str) -> Markup:
    """Parts one after the other; strings are escaped."""
    return Markup("").join(parts)


def link(url: str, *children: str, **attributes: Attribute) -> Markup:
    """A link that opens in a tab of its own; an address that could do more is only shown."""
    if urlsplit(url).scheme.lower() not in SAFE_SCHEMES:
        return tag("span", *children, **attributes)
    return tag("a", *children, href=url, target="_blank", rel="noopener noreferrer", **attributes)
