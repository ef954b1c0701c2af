"""Who plays in the channel: the people of a plan as members of the embedded Slack. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from muster.embedded.slack.people import TEAM, Group, Workspace
from muster.embedded.slack.people import Person as Member
from muster.entrypoints.local.cast import Cast
from muster.model.base import Mode
from muster.model.people import People, Person, Role, SlackIdentity
from muster.model.plan import RecoveryPlan

MOST = 6
"""So many people can be chosen on the page; more would not fit at its top."""

CHANNEL = "disaster-recovery"
ALSO = "incident-42"
"""Another channel, to start a run from or to follow all of them by `/dr board`."""

_TITLES = {
    Role.DRILL_OPERATOR: "operator",
    Role.RECOVERY_OPERATOR: "operator",
    Role.APPROVER: "approver",
    Role.ADMIN: "admin",
}


@dataclass(frozen=True)
class Players:
    """The people as they are published, and the workspace of which they are members.

    `operator` starts the drill, `approver` is somebody else who may approve it (None: nobody
    else may, or nobody is asked); both are members.
    """

    people: People
    workspace: Workspace
    operator: Member
    approver: Member | None


def players_of(cast: Cast, plan: RecoveryPlan) -> Players:
    """The people of a cast; who is needed for a drill of the plan comes first.

    If none of them may start a drill, somebody who may is made up.
    """
    cast = _with_operator(cast)
    ordered = tuple(_in_order(cast, plan))[:MOST]
    members = {person.person: member for person, member in _members(ordered)}
    people = [_in_slack(person, members.get(person.person)) for person in cast.people.people]
    published = cast.people.model_copy(update={"slack_team": TEAM, "people": tuple(people)})
    asked = _asked(plan, cast)
    first = ordered[0].person
    return Players(
        people=published,
        workspace=Workspace(
            people=tuple(members.values()),
            groups=tuple(_groups(published, members)),
            channels=(CHANNEL, ALSO),
        ),
        operator=members[first],
        approver=next((members[name] for name in asked if name != first and name in members), None),
    )


def _with_operator(cast: Cast) -> Cast:
    if cast.people.person_of_iam(cast.requester):
        return cast
    taken = {person.person for person in cast.people.people}
    name = next(n for n in ("operator", "drill-operator", "demo-operator") if n not in taken)
    roles = (Role.VIEWER, Role.DRILL_OPERATOR)
    made_up = Person(person=name, roles=roles, iam=(cast.requester,))
    people = cast.people.model_copy(update={"people": (made_up, *cast.people.people)})
    return replace(cast, people=people)


def _in_order(cast: Cast, plan: RecoveryPlan) -> Iterator[Person]:
    requester = cast.people.person_of_iam(cast.requester)
    names = dict.fromkeys(
        (
            *((requester.person,) if requester else ()),
            *_asked(plan, cast),
            *(person.person for person in cast.people.people),
        )
    )
    for name in names:
        person = cast.people.person(name)
        if person is not None:
            yield person


def _asked(plan: RecoveryPlan, cast: Cast) -> tuple[str, ...]:
    """Whom a drill asks for approval, gate by gate."""
    gates = (plan.approval_in(Mode.DRILL), *(w.approval_in(Mode.DRILL) for w in plan.order()))
    groups = (cast.people.groups.get(gate.approvers, ()) for gate in gates if gate)
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _members(people: tuple[Person, ...]) -> Iterator[tuple[Person, Member]]:
    taken: set[str] = set()
    for number, person in enumerate(people):
        own = person.slack.user if person.slack else ""
        user = own if own and own not in taken else f"U0PLAYER{number}"
        taken.add(user)
        yield person, _member(person, user)


def _member(person: Person, user: str) -> Member:
    titles = dict.fromkeys(_TITLES[role] for role in person.roles if role in _TITLES)
    return Member(
        id=user,
        handle=person.person.lower(),
        name=person.name or person.person.replace("-", " ").capitalize(),
        title=" and ".join(titles) or "viewer",
        email=person.email or "",
    )


def _in_slack(person: Person, member: Member | None) -> Person:
    identity = SlackIdentity(user=member.id, team=TEAM) if member else None
    return person.model_copy(update={"slack": identity})


def _groups(people: People, members: dict[str, Member]) -> Iterator[Group]:
    for number, (name, names) in enumerate(people.groups.items()):
        known = tuple(members[each].id for each in names if each in members)
        handle = name.removeprefix("@")
        yield Group(f"S0GROUP{number:03d}", handle, handle, known)
