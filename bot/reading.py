"""What the bot reads of runs: a story of one, and which run somebody means."""

from collections.abc import Callable, Sequence

from bot.authorisation import read_people
from bot.bot import Bot
from bot.settings import BotSettings
from bot.views.story import Story
from muster.engine.items import read
from muster.engine.keys import people_key
from muster.engine.states import RUN_TERMINAL, Mode, RunState
from muster.service.errors import UnknownRunError
from muster.service.reading.forecast import FORECAST_IN, Forecast, forecast
from muster.service.reading.history import Row
from muster.service.reading.records import Records, read_records
from muster.service.reading.run_view import view_of
from muster.service.reading.runs import LAST, ListedRun, find_run, list_runs
from muster.service.service import Service

ROWS = 50
"""So many of the newest rows of a record are at hand for messages."""

LOOKED_THROUGH = 60
"""So many of the newest runs are looked at, for what is under way or was not named."""

SHORTEST_ID = 4
RETRIABLE = frozenset({RunState.DECIDING, RunState.STALLED, RunState.REJECTED, RunState.EXPIRED})
FOR_GOOD = frozenset({RunState.SUCCEEDED, RunState.FAILED, RunState.ABORTED})


def read_story(service: Service, settings: BotSettings, run: str) -> Story:
    """How the run stands now. Raises `UnknownRunError` if there is none."""
    table = service.table
    records = read_records(table, run)
    newest = table.items(f"AUDIT#{run}", newest=ROWS)
    now = max(service.clock.now(), records.latest)
    return Story(
        view=view_of(records, now),
        run=records.run,
        gates=records.gates,
        rows=tuple(read(Row, item) for item in reversed(newest)),
        cleanup=records.cleanup,
        people=read_people(table.item(people_key())),
        doors=settings.doors,
        forecast=_forecast(service, records, now),
        plan_block=settings.plan_block,
    )


def _forecast(service: Service, records: Records, now: int) -> Forecast | None:
    if records.run.state not in FORECAST_IN:
        return None
    return forecast(records, service.pasts.of(service.table, records.run), now)


Has = Callable[[str, str], bool]
"""Whether the run of this id has something of this name."""


def has_nothing(_run: str, _name: str) -> bool:
    """For a verb after whose run no name follows."""
    return False


def is_under_way(run: ListedRun) -> bool:
    """Whether the run is not over; one that is listed and nothing else is not there."""
    return bool(run.state) and run.state not in RUN_TERMINAL


def runs_under_way(service: Service) -> list[str]:
    """The ids of those of the newest runs that are not over, newest first."""
    newest = list_runs(service, newest=LOOKED_THROUGH)
    return [run.run for run in newest if is_under_way(run)]


def may_go_on(run: ListedRun) -> bool:
    """Whether the run is not over for good."""
    return run.state not in FOR_GOOD


def may_be_retried(run: ListedRun) -> bool:
    """Whether a wave of the run waits for a decision, or its approval can be asked for again."""
    return run.state in RETRIABLE


def is_ended_drill(run: ListedRun) -> bool:
    """Whether the run is a drill that is over."""
    return run.mode == Mode.DRILL and run.state in RUN_TERMINAL


def run_meant(
    bot: Bot, words: Sequence[str], fits: Callable[[ListedRun], bool], has: Has = has_nothing
) -> tuple[str, tuple[str, ...]]:
    """The run that the first word names, and the other words; else the one run that fits.

    A word like `dc01` that begins no id may be what that run `has`.
    Raises `UnknownRunError` unless exactly one is meant.
    """
    no_such = None
    try:
        if words and names_a_run(words[0]):
            return find_run(bot.service, words[0]), tuple(words[1:])
    except UnknownRunError as error:
        no_such = error
    fitting = [run for run in list_runs(bot.service, newest=LOOKED_THROUGH) if fits(run)]
    if len(fitting) == 1 and (no_such is None or has(fitting[0].run, words[0])):
        return fitting[0].run, tuple(words)
    raise no_such or _not_one(bot, fitting)


def _not_one(bot: Bot, fitting: Sequence[ListedRun]) -> UnknownRunError:
    if not fitting:
        hint = f"all runs: `{bot.settings.command} history`"
        return UnknownRunError("there is no run now that this could be about", hint)
    named = ", ".join(f"`{run.run[:8]}` ({run.mode} of {run.plan})" for run in fitting[:5])
    return UnknownRunError(f"{len(fitting)} runs may be meant: {named}", "name one of them")


def names_a_run(word: str) -> bool:
    """Whether a word looks like the id of a run, or its beginning."""
    hexadecimal = len(word) >= SHORTEST_ID and set(word) <= set("0123456789abcdef-")
    return word == LAST or (hexadecimal and any(c.isdigit() for c in word))
