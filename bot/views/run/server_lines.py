"""The servers of a wave that are missing or sick, a line each. All mrkdwn, all escaped."""

from collections.abc import Iterator

from bot.views import limits
from bot.views.links import instance_url, job_url
from bot.views.story import Story
from bot.views.texts import code, link, plain
from muster.engine.states import ServerHealth, ServerState
from muster.service.reading.wave_view import ServerView, WaveView


def failed_servers(story: Story, wave: WaveView) -> tuple[list[str], int]:
    """The servers of a wave that are missing or sick, with the reason, and where to look.

    At most ten of them, and how many more there are.
    """
    missing = [s for s in wave.servers if s.state != ServerState.LAUNCHED or is_sick(s)]
    shown = [_failed(story, server) for server in missing[: limits.SERVERS_NAMED]]
    return shown, len(missing) - len(shown)


def is_sick(server: ServerView) -> bool:
    """Whether it is launched, and did not pass its health checks."""
    return server.state == ServerState.LAUNCHED and server.health == ServerHealth.UNHEALTHY


def _failed(story: Story, server: ServerView) -> str:
    found = server.finding if is_sick(server) else server.reason
    why = f": {plain(found)}" if found else ""
    doors = " · ".join(_doors_of(story, server)) if story.doors.console else ""
    named = f"• {code(server.name or server.server)} {code(server.server)}{why}"
    return f"{named} · {doors}" if doors else named


def _doors_of(story: Story, server: ServerView) -> Iterator[str]:
    if server.job:
        yield link(job_url(story, server), "DRS job")
    if server.instance:
        yield link(instance_url(story, server), "EC2 instance")
