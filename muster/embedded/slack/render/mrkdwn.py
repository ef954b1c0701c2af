"""Slack's mrkdwn as HTML.

What has a meaning of its own (code, references, links, emoji) is taken out of the text first and
put back last, so that bold and lists can neither break it nor be broken by it.

Source: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from muster.embedded.slack.render.emoji import emoji
from muster.embedded.slack.render.html import join, link, tag
from muster.embedded.slack.render.names import Names, broadcast, date

OPEN, CLOSE = "\ue000", "\ue001"  # private use: around the number of what was taken out
PRIVATE = re.compile(f"[{OPEN}{CLOSE}]")
TAKEN_OUT = re.compile(f"{OPEN}(\\d+){CLOSE}")
TOKENS = re.compile(
    r"```(?P<fence>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<reference>[@#!][^<>]+|(?:https?|mailto):[^<>]+)>"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|:(?P<emoji>[a-z0-9_+-]+):",
    re.DOTALL,
)
STYLE = re.compile(
    r"(?<![\w*_~])(?P<mark>[*_~])"
    r"(?P<inner>(?!\s)(?:(?!(?P=mark)).)+(?<!\s))"
    r"(?P=mark)(?!\w|(?P=mark))"
)
STYLE_TAGS = {"*": "b", "_": "i", "~": "s"}
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def mrkdwn(text: str, names: Names) -> Markup:
    """Formatted text; whatever is not formatting is escaped."""
    taken: list[Markup] = []

    def take_out(match: re.Match[str]) -> str:
        taken.append(token(match, names))
        return f"{OPEN}{len(taken) - 1}{CLOSE}"

    rest = TOKENS.sub(take_out, PRIVATE.sub("", text))
    formatted = str(join(*lines_of(unescaped(rest))))
    whole = TAKEN_OUT.sub(lambda match: taken[int(match[1])], formatted)
    for gap, none in (("\n<pre>", "<pre>"), ("</pre>\n", "</pre>")):
        whole = whole.replace(gap, none)
    return Markup(whole)  # noqa: S704 - both parts are escaped


def plain(text: str) -> Markup:
    """A plain_text object: emoji are the only formatting."""
    pieces = re.split(r":([a-z0-9_+-]+):", text)
    shown: list[str] = []
    for index, piece in enumerate(pieces):
        is_name = index % 2 == 1
        shown.append((emoji(piece) or f":{piece}:") if is_name else piece)
    return join(*shown)


def token(match: re.Match[str], names: Names) -> Markup:
    """What one token means."""
    kind = str(match.lastgroup)
    return TOKEN_KINDS[kind](unescaped(match[kind]) if kind != "reference" else match[kind], names)


def reference(inside: str, names: Names) -> Markup:
    """What stands between < and >."""
    target, _, label = inside.partition("|")
    said = unescaped(label)
    if target.startswith("@"):
        return names.person(target[1:])
    if target.startswith("#"):
        return names.channel(target[1:])
    if target.startswith("!"):
        return command(target[1:], said, names)
    shown = plain(said) if said else escape(unescaped(target).removeprefix("mailto:"))
    return link(unescaped(target), shown)


def command(inside: str, label: str, names: Names) -> Markup:
    """What begins with <!: groups, dates, @here; anything else is only shown."""
    word, *rest = inside.split("^")
    if word == "subteam" and rest:
        return names.group(rest[0])
    if word == "date" and len(rest) > 1 and rest[0].isdigit():
        return date(int(rest[0]), rest[1], label, rest[2] if len(rest) > 2 else "")  # noqa: PLR2004 - the link is third
    if word in ("here", "channel", "everyone"):
        return broadcast(word)
    return escape(f"<!{inside}>")


TOKEN_KINDS: dict[str, Callable[[str, Names], Markup]] = {
    "fence": lambda text, _: tag("pre", text.strip("\n")),
    "code": lambda text, _: tag("code", text),
    "reference": reference,
    "url": lambda text, _: link(text, text),
    "emoji": lambda text, _: emoji(text) or escape(f":{text}:"),
}


def lines_of(text: str) -> Iterator[Markup]:
    """Styled lines; a quote is a block of its own and needs no line break after it."""
    *lines, last = text.split("\n")
    for one in lines:
        is_quote = one.startswith(">")
        yield line(one) if is_quote else line(one) + "\n"
    yield line(last)


def line(text: str) -> Markup:
    """One line: a quote, or styled text."""
    if text.startswith(">"):
        words = text.removeprefix(">").removeprefix(" ")
        return tag("span", styled(escape(words)), class_="quote")
    return styled(escape(text))


def styled(text: str) -> Markup:
    """Bold, italic and struck through, one inside another; `text` is escaped already."""

    def span(match: re.Match[str]) -> str:
        return tag(STYLE_TAGS[match["mark"]], styled(match["inner"]))

    return Markup(STYLE.sub(span, str(text)))  # noqa: S704 - escaped by the caller


def unescaped(text: str) -> str:
    """Slack's three entities as the characters they stand for."""
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text
