"""The published people: who is behind a principal, and what a person is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from muster.engine.keys import people_key
from muster.service.service import Service


@dataclass(frozen=True)
class KnownPeople:
    """The people file as published: full names by short name, short names by principal."""

    names: Mapping[str, str]
    principals: Mapping[str, str]

    def behind(self, arn: str) -> str:
        """The short name of whom the principal stands for; empty if nobody is known."""
        return self.principals.get(arn, "")

    def called(self, person: str) -> str:
        """`anna (Anna Weber)`, or what there is of it."""
        name = self.names.get(person, "")
        return f"{person} ({name})" if name else person


def known_people(service: Service) -> KnownPeople:
    """The people published here; nobody if none were."""
    entries = service.table.item(people_key()).get("people") or ()
    return KnownPeople(
        names={entry["person"]: str(entry.get("name") or "") for entry in entries},
        principals={arn: entry["person"] for entry in entries for arn in entry.get("iam") or ()},
    )
