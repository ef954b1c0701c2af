"""The clean-up of a drill: how far it is, and whether anything is heard of it."""

from collections.abc import Iterator

from bot.views.links import execution_url
from bot.views.story import Story
from bot.views.texts import link, moment, to_type
from muster.engine.counts import counted
from muster.service.acting.cleaning import DONE

SILENT = 600
"""Seconds; a clean-up that goes on notes that every 15 seconds."""


def instances_known(story: Story) -> int:
    """How many instances of its own launches the run table knows of: a clean-up ends no others."""
    servers = (server for wave in story.view.waves for server in wave.servers)
    return sum(bool(server.instance) and not server.adopted for server in servers)


def is_silent(story: Story) -> bool:
    """Whether a clean-up was asked for, is not done, and has not been heard of for long."""
    since = int(story.cleanup.get("since") or 0)
    is_asked = story.cleanup.get("state") not in (None, DONE)
    return is_asked and bool(since) and story.view.as_of - since > SILENT


def cleanup_line(story: Story) -> Iterator[str]:
    """How far the clean-up of a drill is."""
    state = story.cleanup.get("state")
    if state == DONE:
        yield ":broom: Cleaned up and checked: none of the drill's instances is left."
    elif is_silent(story):
        yield _silent(story)
    elif state:
        left = int(story.cleanup.get("instances") or 0)
        those = counted(left, "instance is", "instances are")
        yield f":broom: Cleaning up: {those} being terminated." if left else ":broom: Cleaning up."
    elif story.view.may_clean_up and instances_known(story):
        yield "Its drill instances still run, and cost money, until somebody cleans up."
    elif story.view.may_clean_up:
        yield "Whether DRS launched anything after all is not known; a clean-up looks, and ends it."


def _silent(story: Story) -> str:
    since, execution = moment(story.cleanup["since"]), story.cleanup.get("execution")
    told = f":warning: The clean-up has said nothing since {since}: instances may be left."
    known = bool(story.doors.console and execution)
    why = f" {link(execution_url(story, str(execution)), 'Its execution')} says why." * known
    again = to_type(f"{story.doors.command} cleanup {story.short}")
    return f"{told}{why} {again} tries again, and can be repeated."
