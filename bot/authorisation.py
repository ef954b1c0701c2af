"""Who may do what: people from the published people file, and one table of roles.

Fails closed: whoever is not in the file, a guest, or somebody of another workspace may do nothing,
and what the table does not allow is refused. The gate itself judges approvals once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.words import Verb
from muster.engine.states import Mode
from muster.model.people import People, Person, Role
from muster.service.errors import RefusedError

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
NAMED = 5
"""How many people a refusal names."""


@dataclass(frozen=True)
class Rule:
    """The roles that may, in a drill and in a recovery; one of them is enough."""

    drill: frozenset[Role]
    recovery: frozenset[Role]

    def of(self, mode: str) -> frozenset[Role]:
        """The roles that may in this mode."""
        return {Mode.DRILL: self.drill, Mode.RECOVERY: self.recovery}.get(Mode(mode), NOBODY)


READ = Rule(EVERYBODY, EVERYBODY)
OPERATE = Rule(
    frozenset({Role.DRILL_OPERATOR, Role.ADMIN}),
    frozenset({Role.RECOVERY_OPERATOR, Role.ADMIN}),
)
DRILL = Rule(OPERATE.drill, NOBODY)
RECOVER = Rule(NOBODY, OPERATE.recovery)
DECIDE = Rule(frozenset({Role.APPROVER}), frozenset({Role.APPROVER}))

RULES: Mapping[Verb, Rule] = {
    Verb.HELP: READ,
    Verb.PLANS: READ,
    Verb.PLAN: READ,
    Verb.SERVERS: READ,
    Verb.STATUS: READ,
    Verb.HISTORY: READ,
    Verb.WHOAMI: READ,
    Verb.DRILL: DRILL,
    Verb.RECOVER: RECOVER,
    Verb.APPROVE: DECIDE,
    Verb.REJECT: DECIDE,
    Verb.PAUSE: OPERATE,
    Verb.RESUME: OPERATE,
    Verb.RETRY: OPERATE,
    Verb.SKIP: OPERATE,
    Verb.ABORT: OPERATE,
    Verb.CANCEL: OPERATE,
    Verb.RESTART: OPERATE,
    Verb.CLEANUP: DRILL,
    Verb.TAKE: OPERATE,
    Verb.ADOPT: OPERATE,
    Verb.RELAUNCH: OPERATE,
    Verb.OVERRIDE: OPERATE,
    Verb.BOARD: READ,
}

DEEDS = tuple(
    verb for verb, rule in RULES.items() if rule is not READ and verb is not Verb.OVERRIDE
)
"""What can be done from a chat; of an override it only tells."""


class NotAllowedError(RefusedError):
    """Who asked may not; the hint says who may."""


def read_people(item: Mapping[str, Any]) -> People | None:
    """The published people; None if there are none, or they cannot be read."""
    content = {key: value for key, value in item.items() if key not in ("pk", "sk")}
    try:
        return People.model_validate(content) if content else None
    except ValidationError:
        return None


def may(person: Person, verb: Verb, mode: str, plan: str = "") -> bool:
    """Whether one of the person's roles, for all plans or for this one, allows it in this mode."""
    return bool(person.roles_for(plan) & RULES[verb].of(mode))


def demand(people: People, person: Person, verb: Verb, mode: str, plan: str = "") -> None:
    """Raise `NotAllowedError`, naming whom to ask, unless the person may."""
    if not may(person, verb, mode, plan):
        raise NotAllowedError(
            f"you may not {verb} {_in(verb, mode)}: it takes {_roles(verb, mode)}",
            whom_to_ask(people, verb, mode, plan),
        )


def whom_to_ask(people: People, verb: Verb, mode: str, plan: str = "") -> str:
    """A sentence that names who may."""
    able = [entry for entry in people.people if may(entry, verb, mode, plan)]
    return f"ask {named(able)}" if able else "nobody has that role; it is given in the people file"


def named(people: list[Person]) -> str:
    """`Olivia Operator or Nora Night`, at most so many."""
    names = [person.name or person.person for person in people[:NAMED]]
    more = [f"{len(people) - NAMED} more"] if len(people) > NAMED else []
    *first, last = [*names, *more]
    return f"{', '.join(first)} or {last}" if first else last


def _in(verb: Verb, mode: str) -> str:
    if verb in (Verb.DRILL, Verb.RECOVER):
        return "a plan"
    return f"in a {mode}"


def _roles(verb: Verb, mode: str) -> str:
    roles = sorted(RULES[verb].of(mode) - {Role.ADMIN})
    return f"the role {' or '.join(roles)}" if roles else "a role that nobody can have"
