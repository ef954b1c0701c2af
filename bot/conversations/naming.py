"""Which wave or gate somebody means who typed a line."""

from collections.abc import Iterable, Sequence

from bot.bot import Asked, Bot
from bot.reading import Has, names_a_run, read_story, runs_under_way
from bot.views.story import SHORT, Story
from muster.engine.counts import counted
from muster.engine.states import GateState
from muster.model.suggestions import suggestion
from muster.service.errors import RefusedError, UnknownRunError
from muster.service.reading.gate_view import GateView
from muster.service.reading.runs import find_run
from muster.service.reading.wave_view import ServerView, WaveView


def wave_meant(story: Story, words: Sequence[str]) -> tuple[WaveView, tuple[str, ...]]:
    """The asking wave that the first word names, and the other words; else the only one.

    Raises `RefusedError` unless exactly one is meant.
    """
    asking = {wave.wave: wave for wave in story.view.asking}
    if words and words[0] in asking:
        return asking[words[0]], tuple(words[1:])
    if len(asking) == 1:
        return next(iter(asking.values())), tuple(words)
    if not asking:
        raise RefusedError(f"no wave of {story.what} waits for a decision")
    raise RefusedError("which wave?", _choice(words, asking))


def gate_meant(
    bot: Bot, asked: Asked, words: Sequence[str]
) -> tuple[Story, GateView, tuple[str, ...]]:
    """The open gate that the words name (`[RUN] [GATE]`), its run, and the other words.

    What the words leave open is filled by what waits for this very person. Raises `RefusedError`
    unless exactly one is meant.
    """
    stories, rest = _stories(bot, words)
    waiting = [(story, gate) for story in stories for gate in story.view.gates]
    named = [(s, g) for s, g in waiting if rest and rest[0] == g.gate]
    mine = [(s, g) for s, g in waiting if asked.person.person in g.may]
    for found, left in ((named, rest[1:]), (mine, rest), (waiting, rest)):
        if len(found) == 1:
            return *found[0], tuple(left)
    if not waiting:
        hint = f"what runs wait for: `{bot.settings.command} status`"
        raise RefusedError("no gate waits for approval now", hint)
    listed = [f"`{story.view.run[:SHORT]} {gate.gate}`" for story, gate in waiting]
    raise RefusedError(f"{len(waiting)} gates wait: {', '.join(listed[:5])}", "name one of them")


def server_meant(story: Story, words: Sequence[str]) -> tuple[ServerView, tuple[str, ...]]:
    """The source server of the run that the first word names, by id or name, and the other words.

    Raises `RefusedError` unless exactly one is meant.
    """
    if not words:
        raise RefusedError("which server?", "its DRS id, or its name")
    servers = [server for wave in story.view.waves for server in wave.servers]
    found = [server for server in servers if words[0] in (server.server, server.name)]
    if len(found) == 1:
        return found[0], tuple(words[1:])
    if found:
        ids = ", ".join(server.server for server in found[:5])
        raise RefusedError(f"{len(found)} servers are called {words[0]}: {ids}", "name one by id")
    known = [text for server in servers for text in (server.server, server.name) if text]
    hint = suggestion(words[0], known) or f"the run has {counted(len(servers), 'server')}"
    raise RefusedError(f"this run has no server {words[0][:60]}", hint)


def has_server(bot: Bot) -> Has:
    """Whether a run has a source server of this id or name."""

    def found(run: str, name: str) -> bool:
        servers = bot.service.table.items(f"RUN#{run}", "SRV#")
        return any(name in (server["server"], server.get("name")) for server in servers)

    return found


def has_wave(bot: Bot) -> Has:
    """Whether a run has a wave of this name."""

    def found(run: str, name: str) -> bool:
        waves = bot.service.table.items(f"RUN#{run}", "WAVE#")
        return any(wave["wave"] == name for wave in waves)

    return found


def _stories(bot: Bot, words: Sequence[str]) -> tuple[list[Story], Sequence[str]]:
    """Of the run that the first word names, and the other words; else of all that wait."""
    if not words or not names_a_run(words[0]):
        return _waiting(bot), words
    try:
        run = find_run(bot.service, words[0])
    except UnknownRunError:
        waiting = _waiting(bot)
        if any(gate.gate == words[0] for story in waiting for gate in story.view.gates):
            return waiting, words
        raise
    return [read_story(bot.service, bot.settings, run)], words[1:]


def _waiting(bot: Bot) -> list[Story]:
    """The runs under way with an open gate; of the others no more is read than that."""
    runs = [run for run in runs_under_way(bot.service) if _has_open_gate(bot, run)]
    return [read_story(bot.service, bot.settings, run) for run in runs]


def _has_open_gate(bot: Bot, run: str) -> bool:
    gates = bot.service.table.items(f"RUN#{run}", "GATE#")
    return any(gate["state"] == GateState.OPEN for gate in gates)


def _choice(words: Sequence[str], known: Iterable[str]) -> str:
    listed = list(known)
    guess = suggestion(words[0], listed) if words else None
    return guess or f"waiting: {', '.join(listed)}"
