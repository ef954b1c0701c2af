"""Protection groups: each is known, has servers, and is recovered exactly once."""

from collections.abc import Iterator

from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared
from muster.model.reading.nodes import Node
from muster.model.reading.rules.names import repeated_servers
from muster.model.suggestions import suggestion
from muster.model.text import quoted


def groups_are_known(draft: Draft, shared: Shared) -> Iterator[Problem]:
    """Silent if the groups of the file cannot be read."""
    for name, node in _unknown(draft, shared):
        hint = suggestion(name, [*draft.groups, *shared]) or "define it under `groups`"
        message = f"there is no group {quoted(name)}"
        yield draft.problem(rules.UNKNOWN_GROUP, node.place, message, hint)


def _unknown(draft: Draft, shared: Shared) -> Iterator[tuple[str, Node]]:
    written = draft.root.entries.get("groups")
    if draft.root.is_doubtful or (written and (written.is_refused or written.is_doubtful)):
        return
    for wave in draft.waves:
        for name, node in wave.groups:
            if name not in draft.groups and name not in shared:
                yield name, node


def groups_are_recovered_once(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """A second launch removes the recovery instance of the first."""
    first: dict[str, Node] = {}
    for wave in draft.waves:
        for name, node in wave.groups:
            earlier = first.setdefault(name, wave.node)
            if earlier is not wave.node:
                message = (
                    f"group {quoted(name)} is already in the wave of line {earlier.place.line}"
                )
                hint = "leave it in the first wave that needs its servers"
                yield draft.problem(rules.GROUP_TWICE, node.place, message, hint)


def groups_are_used(draft: Draft, shared: Shared) -> Iterator[Problem]:
    """Silent if a wave cannot be read as a whole, or names an unknown group: it may be this one."""
    waves = draft.root.get("waves")
    if waves is None or any(_is_unclear(node) for node in waves.items):
        return
    if any(True for _ in _unknown(draft, shared)):
        return
    used = {name for wave in draft.waves for name, _ in wave.groups}
    for name, node in draft.groups.items():
        if name not in used:
            hint = "name it in a wave, or delete it"
            message = f"group {quoted(name)} is in no wave"
            yield draft.problem(rules.GROUP_UNUSED, node.key, message, hint)


def _is_unclear(wave: Node) -> bool:
    groups = wave.entries.get("groups")
    unclear_groups = groups is not None and (
        groups.is_refused or any(item.is_refused for item in groups.items)
    )
    return wave.is_refused or wave.is_doubtful or unclear_groups


def groups_have_content(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """By tags or by list; an empty `tags` would select every server."""
    for name, group in draft.groups.items():
        if not group.is_refused and not group.is_doubtful:
            yield from _content(draft, name, group)
            yield from repeated_servers(draft, group)


def _content(draft: Draft, name: str, group: Node) -> Iterator[Problem]:
    written = [key for key in ("tags", "servers") if key in group.entries]
    empty = [key for key in written if _is_empty(group.entries[key])]
    if len(written) == 1 and not empty:
        return
    what = (
        "both tags and servers"
        if len(written) > 1
        else f"empty `{empty[0]}`"
        if empty
        else "neither tags nor servers"
    )
    message = f"group {quoted(name)} has {what}"
    hint = "write either `tags: {Role: DBServer}` or `servers: [s-…]`"
    yield draft.problem(rules.GROUP_CONTENT, group.key, message, hint)


def _is_empty(node: Node) -> bool:
    return node.value in ([], {}) and not node.is_doubtful


def expectations_can_be_met(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """`min` to `max` must be a range, and hold the number of listed servers."""
    for name, group in draft.groups.items():
        node = group.get("expect")
        if node is None or group.is_refused:
            continue
        least, most = _expected(node)
        listed = len(group.list_at("servers"))
        if least > most:
            message = f"group {quoted(name)} expects at least {least} and at most {most:g}"
            hint = "swap the two numbers, or write the one number that you mean"
            yield draft.problem(rules.EXPECTATION, node.place, message, hint)
        elif listed and not least <= listed <= most:
            message = f"group {quoted(name)} lists {listed}, but expects another number of servers"
            hint = f"write `expect: {listed}`, or drop it: all listed servers are expected"
            yield draft.problem(rules.EXPECTATION, node.place, message, hint)


def _expected(node: Node) -> tuple[float, float]:
    if isinstance(node.value, int):
        return node.value, node.value
    least, most = (node.get(key) for key in ("min", "max"))
    return _number(least, 0), _number(most, float("inf"))


def _number(node: Node | None, default: float) -> float:
    return node.value if node and isinstance(node.value, int) else default


def weights_fit_the_group(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """A server is critical or optional, and belongs to the group."""
    for name, group in draft.groups.items():
        if not group.is_refused:
            yield from _weights(draft, name, group)


def _weights(draft: Draft, name: str, group: Node) -> Iterator[Problem]:
    listed = {server for server, _ in group.texts_at("servers")}
    critical = {server for server, _ in group.texts_at("critical")}
    for key in ("critical", "optional"):
        for server, node in group.texts_at(key):
            if listed and server not in listed:
                message = f"{quoted(server)} is not in group {quoted(name)}"
                hint = "list it under `servers` too"
            elif key == "optional" and server in critical:
                message = f"{quoted(server)} is both critical and optional"
                hint = "delete it in one of the two"
            else:
                continue
            yield draft.problem(rules.SERVER_WEIGHT, node.place, message, hint)
