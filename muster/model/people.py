"""People: one person is one person through every door, with roles and groups.

Whoever is not found here is nobody: every question about an unknown identity has the empty answer.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from muster.engine.people import person_behind
from muster.model import limits
from muster.model.base import Model
from muster.model.codes import people
from muster.model.names import Name, PeopleGroup, Text
from muster.model.scalars import Form

PLANS = 100
"""So many plans may a person have roles of their own for."""

_SLACK_HINT = "write the member id of the Slack profile, as in `U0ANNA000`"
SlackUser = Annotated[
    str, Form(r"[UW][A-Z0-9]{5,20}", people.SLACK_USER, "a Slack member id", _SLACK_HINT)
]
SlackTeam = Annotated[
    str,
    Form(
        r"[ET][A-Z0-9]{5,20}",
        people.SLACK_USER,
        "a Slack workspace id",
        "write the workspace id, as in `T0MUSTER0`",
    ),
]
SlackGroup = Annotated[
    str,
    Form(
        r"S[A-Z0-9]{5,20}",
        people.SLACK_GROUP,
        "a Slack user group's id",
        "write the user group's id, as in `S0APPROVE`",
    ),
]
Principal = Annotated[
    str,
    Form(
        r"arn:aws[a-z-]*:(?:iam::[0-9]{12}:user(?:/[A-Za-z0-9_+=,.@-]+)+"
        r"|sts::[0-9]{12}:assumed-role/[A-Za-z0-9_+=,.@-]{1,64}/[A-Za-z0-9_+=,.@-]{2,64})",
        people.PRINCIPAL,
        "one person's IAM principal",
        "write a user, `arn:aws:iam::<account>:user/<name>`, or a role's session,"
        " `arn:aws:sts::<account>:assumed-role/<role>/<session>`",
    ),
]
Email = Annotated[
    str,
    Form(
        r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        people.EMAIL,
        "an e-mail address",
        "write it as `anna@example.com`",
    ),
]


class Role(StrEnum):
    """What a person may do; each role stands for itself, none includes another."""

    VIEWER = "viewer"
    DRILL_OPERATOR = "drill-operator"
    RECOVERY_OPERATOR = "recovery-operator"
    APPROVER = "approver"
    ADMIN = "admin"


class SlackIdentity(Model):
    """A Slack member; the id is unique within the workspace `team` only."""

    user: SlackUser = Field(description="Member id.", examples=["U0ANNA000"])
    team: SlackTeam | None = Field(
        default=None,
        description="Workspace id; without it `slack_team` of the file.",
        examples=["T0MUSTER0"],
    )


def _user_alone(value: Any) -> Any:
    """Read `slack: U0ANNA000` as `{user: U0ANNA000}`."""
    return {"user": value} if isinstance(value, str) else value


_SLACK_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"team": {"type": "string"}, "user": {"type": "string"}},
            "required": ["user"],
            "additionalProperties": False,
        },
    ]
}


class Person(Model):
    """One person, and the identities that stand for that person."""

    person: Name = Field(description="A short name, unique in the file.", examples=["anna"])
    name: Text | None = Field(default=None, description="The full name.", examples=["Anna Weber"])
    slack: (
        Annotated[SlackIdentity, BeforeValidator(_user_alone), WithJsonSchema(_SLACK_SCHEMA)] | None
    ) = Field(
        default=None,
        description="The Slack member: an id, or `team` and `user`.",
        examples=[{"team": "T0MUSTER0", "user": "U0ANNA000"}],
    )
    iam: Annotated[tuple[Principal, ...], Field(max_length=20)] = Field(
        default=(),
        description="IAM users, and sessions of roles, as `ExecutedBy` shows them.",
        examples=[["arn:aws:iam::123456789012:user/anna"]],
    )
    email: Email | None = Field(
        default=None, description="E-mail address.", examples=["anna@example.com"]
    )
    roles: Annotated[tuple[Role, ...], Field(max_length=len(Role))] = Field(
        default=(),
        description="What the person may do, for every plan.",
        examples=[["viewer", "approver"]],
    )
    plans: Annotated[
        dict[Name, Annotated[tuple[Role, ...], Field(max_length=len(Role))]],
        Field(max_length=PLANS),
    ] = Field(
        default={},
        description="What the person may do beside that, for single plans.",
        examples=[{"payments": ["drill-operator"]}],
    )

    def roles_for(self, plan: str) -> frozenset[Role]:
        """The roles in everything that is about `plan`; empty: about no plan in particular."""
        return frozenset(self.roles) | frozenset(self.plans.get(plan, ()))

    @property
    def every_role(self) -> frozenset[Role]:
        """The roles that the person has for any plan at all."""
        return frozenset(self.roles).union(*self.plans.values())


class People(Model):
    """The people of a workspace: persons with roles, and groups of them."""

    slack_team: SlackTeam | None = Field(
        default=None,
        description="The Slack workspace of everybody without a `team`.",
        examples=["T0MUSTER0"],
    )
    people: Annotated[tuple[Person, ...], Field(min_length=1, max_length=limits.PEOPLE)] = Field(
        description="Everybody who may start, decide or look."
    )
    groups: Annotated[dict[PeopleGroup, tuple[Name, ...]], Field(max_length=limits.GROUPS)] = Field(
        default={},
        description="Groups of people, by their name with an `@`.",
        examples=[{"@dr-approvers": ["anna", "ben"]}],
    )
    slack_groups: Annotated[dict[PeopleGroup, SlackGroup], Field(max_length=limits.GROUPS)] = Field(
        default={},
        description="Groups whose people, or more of them, are the members of a Slack user group.",
        examples=[{"@night-shift": "S0NIGHT00"}],
    )

    def person(self, name: str) -> Person | None:
        """Return the person of that short name, or None."""
        return next((person for person in self.people if person.person == name), None)

    def person_of_iam(self, arn: str) -> Person | None:
        """Return whom `arn`, a user or role session as in `ExecutedBy`, stands for, or None."""
        return self.person(person_behind(self.model_dump(mode="json"), arn))

    def person_of_slack(self, team: str, user: str) -> Person | None:
        """Return whom the member `user` of the Slack workspace `team` stands for, or None."""
        return next((p for p in self.people if self._slack_of(p) == (team, user)), None)

    def members(self, group: str) -> tuple[Person, ...]:
        """Return the people of `group` (`@dr-approvers`); nobody if there is no such group."""
        found = (self.person(name) for name in self.groups.get(group, ()))
        return tuple(person for person in found if person is not None)

    def _slack_of(self, person: Person) -> tuple[str, str] | None:
        team = person.slack and (person.slack.team or self.slack_team)
        return (team, person.slack.user) if team and person.slack else None
