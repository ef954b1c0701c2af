"""A people file: every name and every identity leads to one person."""

from collections.abc import Iterator

from muster.model.codes import people
from muster.model.errors import Problem
from muster.model.reading.draft import Draft, Shared, folded
from muster.model.reading.nodes import Node
from muster.model.suggestions import suggestion
from muster.model.text import quoted

_Said = tuple[str, Node]


def persons_are_named_once(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Names are compared without case, hyphens as underscores."""
    first: dict[str, Node] = {}
    for name, node in _names(draft):
        earlier = first.setdefault(folded(name), node)
        if earlier is not node:
            message = f"person {quoted(name)} is already in line {earlier.place.line}"
            hint = "put both entries into one, or rename one"
            yield draft.problem(people.PERSON_TWICE, node.place, message, hint)


def identities_lead_to_one_person(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """A shared identity could not tell who decided."""
    first: dict[str, Node] = {}
    for person in draft.root.list_at("people"):
        for identity, node in _identities(person, draft):
            owner = first.setdefault(identity, person)
            if owner is not person:
                message = f"{quoted(node.raw)} belongs to the person of line {owner.place.line}"
                hint = "give each person identities of their own"
                yield draft.problem(people.IDENTITY_TWICE, node.place, message, hint)


def slack_users_have_a_team(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """The same member id may exist in two Slack workspaces."""
    if "slack_team" in draft.root.entries:
        return
    for person in draft.root.list_at("people"):
        slack = person.get("slack")
        if slack is not None and not slack.is_doubtful and "team" not in slack.entries:
            hint = "write `slack_team: T…` at the top of the file"
            message = "this Slack user has no workspace"
            yield draft.problem(people.SLACK_USER, slack.place, message, hint)


def members_are_known(draft: Draft, _shared: Shared) -> Iterator[Problem]:
    """Silent as long as a person has no readable name."""
    persons = draft.root.list_at("people")
    known = [name for name, _ in _names(draft)]
    if len(known) < len(persons):
        return
    for members in draft.groups.values():
        for member in members.items:
            if member.text and not member.is_refused and member.text not in known:
                message = f"there is no person {quoted(member.text)}"
                hint = suggestion(member.text, known)
                yield draft.problem(people.UNKNOWN_PERSON, member.place, message, hint)


def _names(draft: Draft) -> list[_Said]:
    nodes = [person.entries.get("person") for person in draft.root.list_at("people")]
    return [(node.text, node) for node in nodes if node and node.text is not None]


def _identities(person: Node, draft: Draft) -> Iterator[_Said]:
    yield from person.texts_at("iam")
    email, slack = person.get("email"), person.get("slack")
    if email is not None and email.text:
        yield email.text.casefold(), email
    if slack is not None:
        yield from _slack_identity(slack, draft.root.get("slack_team"))


def _slack_identity(slack: Node, default: Node | None) -> Iterator[_Said]:
    user = slack.get("user") or slack
    team = slack.get("team") or default
    if user.text:
        yield f"{team.raw if team else ''}/{user.text}", user
