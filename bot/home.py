"""The Home tab of one person: read anew, and given to Slack."""

import logging

from slack_sdk.errors import SlackClientError

from bot.bot import Asked, Bot
from bot.reading import read_story, runs_under_way
from bot.views.home.history import SHOWN
from bot.views.home.home import home_view
from bot.views.home.sight import HomeSight
from muster.service.errors import MusterError
from muster.service.reading.drills import last_drills
from muster.service.reading.filtering import RunFilter, runs_that_fit
from muster.service.reading.plans import published_plans

log = logging.getLogger(__name__)
ALL = RunFilter()
MOST_STORIES = 20
"""So many runs under way are read; who has more looks at the board."""


def show_home(bot: Bot, asked: Asked, wanted: RunFilter = ALL) -> None:
    """Publish the Home tab of whoever asked; `wanted` filters its history."""
    view = home_view(read_home(bot, asked, wanted))
    bot.slack.views_publish(user_id=asked.user, view=view)


def bring_up_to_date(bot: Bot, asked: Asked) -> None:
    """Draw the Home tab after something was done there; that it was done, no failure undoes."""
    try:
        show_home(bot, asked)
    except (MusterError, SlackClientError, OSError) as error:
        log.warning("Home could not be drawn anew: %s", type(error).__name__)


def read_home(bot: Bot, asked: Asked, wanted: RunFilter) -> HomeSight:
    """Everything that the Home tab says, as it stands now."""
    service, settings = bot.service, bot.settings
    plans = published_plans(service)
    active = runs_under_way(service)
    return HomeSight(
        person=asked.person,
        people=asked.people,
        team=asked.team,
        user=asked.user,
        now=service.clock.now(),
        stale=settings.stale,
        stories=tuple(read_story(service, settings, run) for run in active[:MOST_STORIES]),
        unread=max(len(active) - MOST_STORIES, 0),
        plans=plans,
        drills=last_drills(service, (plan.plan for plan in plans)),
        runs=runs_that_fit(service, wanted, SHOWN),
        wanted=wanted,
        command=settings.command,
    )
