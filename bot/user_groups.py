"""Who belongs to the Slack user groups of the people file, noted for the gates that will open.

The runbook that opens a gate cannot ask Slack; it believes these notes as long as they are young
(`muster.engine.people`). What Slack does not say is not noted: then an old note ages.
"""

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.authorisation import read_people
from muster.engine.keys import people_key
from muster.engine.people import SLACK_GROUPS
from muster.engine.writes import put
from muster.model.people import People
from muster.service.acting.ports import RunWriter
from muster.service.ports import Clock, RunTable

log = logging.getLogger(__name__)


class UserGroups:
    """Asks Slack, and notes; `team` is the workspace that is asked."""

    def __init__(
        self, slack: WebClient, table: RunTable, writer: RunWriter, clock: Clock, *, team: str
    ) -> None:
        self._slack = slack
        self._table = table
        self._writer = writer
        self._clock = clock
        self._team = team

    def note(self) -> None:
        """Note the people of every user group that the people file names."""
        people = read_people(self._table.item(people_key()))
        for name, group in (people.slack_groups if people else {}).items():
            users = self._users(group)
            if people and users is not None:
                values = {"slack_group": group, "members": self._known(people, users)}
                self._writer.write(
                    put((SLACK_GROUPS, name), values | {"at": self._clock.now()}),
                )

    def _users(self, group: str) -> list[str] | None:
        """The member ids; None if Slack does not say."""
        try:
            answer = self._slack.usergroups_users_list(usergroup=group)
        except SlackApiError as error:
            log.warning("who is in user group %s: %s", group, error.response.get("error"))
        except (SlackClientError, OSError) as error:
            log.warning("who is in user group %s: %s", group, type(error).__name__)
        else:
            return [str(user) for user in answer.get("users") or ()]
        return None

    def _known(self, people: People, users: list[str]) -> list[str]:
        team = self._team or str(people.slack_team or "")
        found = (people.person_of_slack(team, user) for user in users)
        return sorted(person.person for person in found if person is not None)
