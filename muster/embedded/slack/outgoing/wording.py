"""What people type, in the form in which Slack stores it."""

import re

from muster.embedded.slack.world import World

MENTION = re.compile(r"@([\w.-]+)|#([\w-]+)")


def stored(world: World, text: str) -> str:
    """A typed message: & < > escaped, @names and #channels as references."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return with_mentions(world, escaped, named=False)


def with_mentions(world: World, text: str, *, named: bool) -> str:
    """@handle → `<@U…>`, #channel → `<#C…>`; `named` adds the name that was typed."""

    def reference(match: re.Match[str]) -> str:
        handle, channel = match.groups()
        found = reference_to(world, handle, channel)
        name = f"|{handle or channel}" if named else ""
        return f"<{found}{name}>" if found else match.group()

    return MENTION.sub(reference, text)


def reference_to(world: World, handle: str | None, channel: str | None) -> str | None:
    """`@U…`, `!subteam^S…` or `#C…` for a name that somebody or something has."""
    people = {person.handle: person.id for person in world.people.values()}
    groups = {group.handle: group.id for group in world.groups.values()}
    channels = {one.name: one.id for one in world.channels.values() if one.name}
    if channel is not None:
        return f"#{channels[channel]}" if channel in channels else None
    if handle == world.app.name:
        return f"@{world.app.user_id}"
    if handle in people:
        return f"@{people[handle]}"
    return f"!subteam^{groups[handle]}" if handle in groups else None
