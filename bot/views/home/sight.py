"""What the Home tab is made of, read at one moment for one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.views.story import Story
from muster.model.people import People, Person
from muster.service.reading.filtering import RunFilter
from muster.service.reading.plans import PublishedPlan
from muster.service.reading.runs import ListedRun


@dataclass(frozen=True)
class HomeSight:
    """`stories` are the runs that are not over, `runs` those that fit the filter, newest first.

    `unread`: so many more are not over, of which nothing else is known here.
    `drills` by plan the newest that succeeded; `stale` days after which a plan counts as untested;
    `now` in epoch seconds, UTC.
    """

    person: Person
    people: People
    team: str
    user: str
    now: int
    stale: int
    stories: tuple[Story, ...] = ()
    plans: tuple[PublishedPlan, ...] = ()
    drills: Mapping[str, ListedRun] = field(default_factory=dict)
    runs: tuple[ListedRun, ...] = ()
    wanted: RunFilter = field(default_factory=RunFilter)
    command: str = "/dr"
    unread: int = 0
