"""Who is in a Slack user group is noted, as far as Slack says so and the people file knows them."""

import pytest
from fakes.bot_stories import PEOPLE as FILE
from fakes.bot_team import PEOPLE, TEAM
from fakes.muster_service import NOW, fake_service
from slack_sdk import WebClient

from bot.user_groups import UserGroups
from muster.embedded.slack.host import EmbeddedSlack, Group, RateSettings, Workspace
from muster.engine.keys import people_key
from muster.engine.people import SLACK_GROUPS

NIGHT = Group("S0NIGHT00", "night-shift", "Night shift", ("U0ONCALL0", "U0STRANGER", "U0GUEST00"))


class Noted:
    """A workspace with the group, and a table that the notes go into."""

    def __init__(self, *, paid=True, names=("@night-shift", "S0NIGHT00")):
        self.service = fake_service()
        more = {"slack_team": TEAM, "slack_groups": dict([names])}
        self.service.table.put(people_key(), **(FILE | more))
        self.slack = EmbeddedSlack(
            Workspace(people=PEOPLE, groups=(NIGHT,), paid=paid),
            clock=lambda: NOW,
            wall=lambda: NOW,
            rates=RateSettings(enforced=False),
        )
        self.server = self.slack.serve()
        client = WebClient("xoxb-embedded", base_url=self.slack.api_url)
        table, clock = self.service.table, self.service.clock
        self.groups = UserGroups(client, table, table, clock, team=TEAM)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop()

    def note(self):
        self.groups.note()
        return self.service.table.item((SLACK_GROUPS, "@night-shift"))


def test_members_whom_the_people_file_knows_are_noted_with_the_time():
    with Noted() as noted:
        found = noted.note()

        assert (found["members"], found["slack_group"]) == (["oncall"], "S0NIGHT00")
        assert found["at"] == NOW


@pytest.mark.parametrize(
    "more",
    [{"paid": False}, {"names": ("@night-shift", "S0UNKNOWN")}, {"names": ("@x", "S0X0000")}],
)
def test_what_slack_does_not_say_is_not_noted(more):
    with Noted(**more) as noted:
        assert noted.note() == {}


def test_an_outage_leaves_the_old_note_to_age():
    with Noted() as noted:
        noted.note()
        noted.service.clock.moment += 600
        noted.slack.faults.change({"outage": True})

        assert noted.note()["at"] == NOW


def test_without_published_people_nothing_is_asked():
    with Noted() as noted:
        noted.service.table.put(people_key())

        assert noted.note() == {}
