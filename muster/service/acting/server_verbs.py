"""`adopt`, `relaunch`: one verb on one source server of a run, by what DRS says of it now.

Where whoever acts cannot ask DRS, in a spoke's account or another Region, the verb's document does
it. It believes who asked from the item that is written here, since only the bot's role writes one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from muster.engine.guards import Facts
from muster.engine.items import Intent, Run, Server, Wave, read
from muster.engine.keys import asked_key, run_key
from muster.engine.names import pack_document
from muster.engine.states import RUN_TERMINAL
from muster.engine.verbs.of_server import AskServer
from muster.engine.verbs.outcome import Ask, Outcome
from muster.engine.verbs.table import SERVER_VERBS
from muster.engine.writes import Write, absent, equals, update
from muster.service.acting.deed import Acting, Actor, Deed, Proposal, grant, nothing
from muster.service.acting.verbs import has_ended, start_driver
from muster.service.errors import RefusedError, UnknownRunError

ANSWERS_WITHIN = 60
"""Seconds in which a document that was asked is not asked for the same again."""

TAKEN = str.maketrans("{}", "()")
"""A parameter of the verbs' documents takes no braces: Systems Manager expands double ones."""


@dataclass(frozen=True)
class ServerWish:
    """A verb on one source server of a run; `instance` is what the person named as destroyed."""

    run: str
    verb: str
    server: str
    actor: Actor
    token: str
    instance: str = ""
    reason: str = ""


def foresee(acting: Acting, wish: ServerWish, facts: Facts) -> str:
    """What would be done, in a sentence. Raises `RefusedError` with the reason if nothing would."""
    _, outcome = _judged(acting, wish, facts)
    return outcome.text


def act_on_server(acting: Acting, wish: ServerWish, look: Callable[[], Facts]) -> Deed:
    """Do it, judged by what `look` sees at that moment. Raises `RefusedError` with the reason."""
    return grant(acting, wish.run, wish.token, wish.actor, lambda: _propose(acting, wish, look()))


def hand_over(acting: Acting, wish: ServerWish) -> Deed:
    """Let the verb's document do it. Raises `RefusedError` if the run is over or it is asked.

    Raises `AwsError` if the document cannot be started: nobody else would start it later.
    """
    deed = grant(acting, wish.run, wish.token, wish.actor, lambda: _handed_over(acting, wish))
    if not deed.repeated:
        deed.follow_up()
    return replace(deed, follow_up=nothing)


def _handed_over(acting: Acting, wish: ServerWish) -> Proposal:
    item, server = acting.table.item(run_key(wish.run)), _server(acting, wish)
    if item.get("state") in RUN_TERMINAL:
        raise RefusedError(f"the run is {item['state']}; there is nothing to {wish.verb}")
    now = acting.clock.now()
    asked = _asked(acting, wish, now)
    place = f"account {server.account or item['account']} in {server.region or item['region']}"
    text = f"{wish.verb} {server.name}: its document looks at it in {place}, and puts on record"
    said = f"{wish.verb} {wish.server} asked of its document" + (
        f": {wish.reason}" if wish.reason else ""
    )
    return Proposal(f"{text} what came of it", said, (asked,), lambda: _start(acting, wish, now))


def _asked(acting: Acting, wish: ServerWish, now: int) -> Write:
    key = asked_key(wish.run, wish.verb, wish.server)
    before = acting.table.item(key)
    if before and now - int(before["at"]) <= ANSWERS_WITHIN:
        raise RefusedError(
            f"{wish.verb} {wish.server} is being looked at already", "look again in a minute"
        )
    same = equals("at", before["at"]) if before else absent("pk")
    return update(key, {"by": wish.actor.person, "at": now}, same)


def _start(acting: Acting, wish: ServerWish, at: int) -> None:
    reason = wish.reason.translate(TAKEN)
    given = {"RunId": [wish.run], "Server": [wish.server], "Reason": [reason]}
    given |= {"Instance": [wish.instance]} if wish.instance else {}
    token = str(uuid5(NAMESPACE_URL, f"muster:{wish.run}/{wish.verb}/{wish.server}/{at}"))
    acting.executions.start(pack_document(wish.verb), given, token)


def _propose(acting: Acting, wish: ServerWish, facts: Facts) -> Proposal:
    run, outcome = _judged(acting, wish, facts)
    said = f"{wish.verb} {wish.server}: {outcome.text}"
    said += f" ({wish.reason})" if wish.reason else ""

    def follow_up() -> None:
        if outcome.start_driver or has_ended(acting, run):
            start_driver(acting, run)

    return Proposal(outcome.text, said, outcome.writes, follow_up)


def _judged(acting: Acting, wish: ServerWish, facts: Facts) -> tuple[Run, Outcome]:
    item = acting.table.item(run_key(wish.run))
    if not item:
        raise UnknownRunError(f"there is no run {wish.run}")
    run, partition = read(Run, item), f"RUN#{wish.run}"
    server = _server(acting, wish)
    waves = tuple(read(Wave, entry) for entry in acting.table.items(partition, "WAVE#"))
    intents = [read(Intent, entry) for entry in acting.table.items(partition, "INTENT#")]
    ask = Ask(run, waves, wish.actor.person, acting.clock.now(), server.wave, wish.reason)
    ours = frozenset(intent.job for intent in intents if intent.job)
    outcome = SERVER_VERBS[wish.verb](AskServer(ask, server, facts, ours, wish.instance))
    if outcome.refused:
        raise RefusedError(outcome.text)
    return run, outcome


def _server(acting: Acting, wish: ServerWish) -> Server:
    servers = [read(Server, item) for item in acting.table.items(f"RUN#{wish.run}", "SRV#")]
    found = next((server for server in servers if server.server == wish.server), None)
    if found is None:
        raise RefusedError(f"this run has no source server {wish.server}")
    return found
