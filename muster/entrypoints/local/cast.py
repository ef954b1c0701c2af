"""Who plays whom where no real people are at hand: the requester, and whoever decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from muster.model.approval import Approval
from muster.model.base import Mode
from muster.model.people import People, Person, Role
from muster.model.plan import RecoveryPlan

_STARTS = {Mode.DRILL: Role.DRILL_OPERATOR, Mode.RECOVERY: Role.RECOVERY_OPERATOR}


@dataclass(frozen=True)
class Cast:
    """The people as they are published, the ARN of each, and of who starts the run.

    `stand_ins` are persons who were made up, because the people file names nobody for a group.
    """

    people: People
    principals: Mapping[str, str]
    requester: str
    stand_ins: tuple[str, ...] = ()

    def called(self, person: str) -> str:
        """The full name, or what there is of it."""
        found = self.people.person(person)
        return (found.name if found else None) or person


def cast_for(plan: RecoveryPlan, mode: Mode, people: People | None, account: str) -> Cast:
    """People who can act for themselves: each has a principal, no group that is asked is empty."""
    asked = list(_asked(plan, mode))
    made_up = tuple(_stand_ins(asked, people))
    known = [_acting(person, account) for person in (*(people.people if people else ()), *made_up)]
    if (made_up or not known) and not _has_starter(known, mode):
        known += [_acting(Person(person="operator", roles=(_STARTS[mode],)), account)]
    groups = {**(people.groups if people else {}), **_groups(asked, people, made_up)}
    team = people.slack_team if people else None
    published = People(slack_team=team, people=tuple(known), groups=groups)
    return Cast(
        people=published,
        principals={person.person: person.iam[0] for person in known},
        requester=_requester(published, asked, mode, account),
        stand_ins=tuple(person.person for person in made_up),
    )


def _has_starter(known: list[Person], mode: Mode) -> bool:
    """Whether somebody known may start it, or the one who would be made up has namesakes.

    A starter whom nobody knows may be any of those who approve: gates then ask for one more.
    """
    return any(_STARTS[mode] in one.roles or one.person == "operator" for one in known)


def _asked(plan: RecoveryPlan, mode: Mode) -> Iterator[Approval]:
    found = (plan.approval, *(wave.approval for wave in plan.waves))
    return (approval for approval in found if approval and mode in approval.modes)


def _is_known(asked: str, people: People | None) -> bool:
    name = asked.removeprefix("@")
    return people is not None and (asked in people.groups or people.person(name) is not None)


def _stand_ins(asked: list[Approval], people: People | None) -> Iterator[Person]:
    unknown = [each.count for each in asked if not _is_known(each.approvers, people)]
    for number in range(1, max(unknown, default=0) + 1):
        yield Person(person=f"stand-in-{number}", roles=(Role.APPROVER,))


def _groups(
    asked: list[Approval], people: People | None, made_up: tuple[Person, ...]
) -> dict[str, tuple[str, ...]]:
    names = tuple(person.person for person in made_up)
    return {each.approvers: names for each in asked if not _is_known(each.approvers, people)}


def _acting(person: Person, account: str) -> Person:
    if person.iam:
        return person
    arn = f"arn:aws:iam::{account}:user/{person.person}"
    return person.model_copy(update={"iam": (arn,)})


def _requester(people: People, asked: list[Approval], mode: Mode, account: str) -> str:
    """Who may start it, rather somebody who is not needed to approve."""
    needed = {person for each in asked for person in people.groups.get(each.approvers, ())}
    able = [person for person in people.people if _STARTS[mode] in person.roles]
    able.sort(key=lambda person: person.person in needed)
    return able[0].iam[0] if able else f"arn:aws:iam::{account}:user/operator"
