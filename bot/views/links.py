"""Addresses: an execution, a DRS job and an instance in the AWS console; a ticket in its tracker.

Sources: the consoles' own addresses; that of a job as drs-plan-automation of aws-samples has it.
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.views.story import Story
from bot.views.texts import link, plain
from muster.service.reading.wave_view import ServerView, WaveView

Json = dict[str, Any]
TICKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
JOBS_LINKED = 3
"""So many jobs of a wave are linked; a wave of hundreds of servers has several."""


def execution_url(story: Story, execution: str) -> str:
    """An Automation execution."""
    path = f"systems-manager/automation/execution/{execution}"
    return _url(story, story.view.region, f"{path}?region={story.view.region}")


def job_url(story: Story, server: ServerView) -> str:
    """The DRS job of a server, in the Region of the server."""
    region = server.region or story.view.region
    return _url(story, region, f"drs/home?region={region}#/launchHistory/{server.job}")


def instance_url(story: Story, server: ServerView) -> str:
    """The EC2 instance of a server, in the Region of the server."""
    region = server.region or story.view.region
    where = f"ec2/home?region={region}#InstanceDetails:instanceId={server.instance}"
    return _url(story, region, where)


def ticket_link(story: Story) -> str:
    """The ticket that somebody named; text alone if it cannot be one of the tracker's."""
    name, address = story.view.ticket, story.doors.tickets
    if not address or not TICKET.fullmatch(name):
        return plain(name)
    return link(address.replace("{ticket}", name), plain(name))


def wave_links(story: Story, wave: WaveView) -> Iterator[tuple[str, str]]:
    """What to look at of a wave that is not done: its execution and its jobs, as address and words.

    Nothing where there is no console.
    """
    if not story.doors.console:
        return
    if wave.execution:
        yield execution_url(story, wave.execution), "Systems Manager"
    by_job = {server.job: server for server in wave.servers if server.job}
    for server in list(by_job.values())[-JOBS_LINKED:]:
        yield job_url(story, server), f"DRS job {server.job[:14]}…"


def _url(story: Story, region: str, path: str) -> str:
    return f"https://{region}.{story.doors.console}/{path}"
