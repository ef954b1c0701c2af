"""People: whoever a plan asks is in the people file, and enough of them."""

from collections.abc import Iterator, Mapping

from muster.model.codes import rules
from muster.model.errors import Problem
from muster.model.reading.draft import Draft
from muster.model.reading.nodes import Node
from muster.model.suggestions import suggestion
from muster.model.text import quoted

Members = Mapping[str, tuple[str, ...] | None]
"""Groups by name; None: Slack alone knows how many they are."""


def people_are_known(draft: Draft, members: Members) -> Iterator[Problem]:
    """Yield every owner and approval of `draft` that the groups of people do not bear."""
    owner = draft.root.get("owner")
    yield from _unknown(draft, owner, members) if owner else ()
    for approval in _approvals(draft):
        asked = approval.get("from")
        if asked is not None:
            yield from _unknown(draft, asked, members)
            yield from _too_few(draft, approval, members.get(asked.raw))


def _approvals(draft: Draft) -> Iterator[Node]:
    for node in (draft.root, *(wave.node for wave in draft.waves)):
        approval = node.get("approval")
        if approval is not None:
            yield approval


def _unknown(draft: Draft, group: Node, members: Members) -> Iterator[Problem]:
    if group.raw not in members:
        message = f"the people file has no group {quoted(group.raw)}"
        hint = suggestion(group.raw, members) or "add it under `groups` of the people file"
        yield draft.problem(rules.APPROVERS, group.place, message, hint)


def _too_few(draft: Draft, approval: Node, members: tuple[str, ...] | None) -> Iterator[Problem]:
    count = approval.get("count")
    wanted = count.value if count and isinstance(count.value, int) else 1
    if members is not None and len(members) < wanted:
        place = (count or approval).place
        message = f"{wanted} must approve, but the group has {len(members)}"
        hint = "add people to the group, or ask for fewer"
        yield draft.problem(rules.APPROVERS, place, message, hint)
