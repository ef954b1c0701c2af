"""What every act has in common: rights against the run itself, effect, acknowledgement, news."""

import logging
from collections.abc import Callable

from bot.authorisation import demand
from bot.bot import Asked, Bot
from bot.replies import Reply
from bot.views.answers.said import done
from bot.views.story import SHORT
from bot.words import Verb
from muster.engine.items import Run, read
from muster.engine.keys import run_key
from muster.service.acting.deed import Deed
from muster.service.errors import MusterError, UnknownRunError

log = logging.getLogger(__name__)


def allowed_run(bot: Bot, asked: Asked, verb: Verb, run: str) -> Run:
    """The run, if this person may do this to it. Raises `NotAllowedError`, `UnknownRunError`."""
    item = bot.service.table.item(run_key(run))
    if not item:
        raise UnknownRunError("there is no such run here")
    found = read(Run, item)
    demand(asked.people, asked.person, verb, found.mode, found.plan)
    return found


def carry_out(bot: Bot, reply: Reply, act: Callable[[], Deed], *, typed_by: str = "") -> None:
    """Act; once that is durable acknowledge, then do what is left and tell everybody.

    What is left may fail: the reconciler repeats it. `typed_by`: who typed it, which nobody else
    saw; so it is said in the channel.
    """
    deed = act()
    if typed_by:
        reply.announce(done(f"{typed_by}: {deed.text} (run {deed.run[:SHORT]})"))
    else:
        reply.acknowledge()
    see_through(bot, deed)


def see_through(bot: Bot, deed: Deed) -> None:
    """Do what is left of a deed that is durable, and let every message say it."""
    if not deed.repeated:
        unless_it_fails(deed.run, deed.follow_up)
    unless_it_fails(deed.run, lambda: bot.announcer.refresh(deed.run))
    if not deed.repeated:
        unless_it_fails(deed.run, deed.insist)


def unless_it_fails(run: str, what: Callable[[], None]) -> None:
    """Do what is left of a deed; it stands in the run table, so a failure only delays it."""
    try:
        what()
    except MusterError as error:
        log.warning("left to the reconciler, run %s: %s", run, error.sentence)
