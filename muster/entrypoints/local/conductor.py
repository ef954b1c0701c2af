"""The people of a run, played: they approve, decide on failures and restart what lost its driver.

Everything is done as people do it: through the service, each signed in as themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from muster.engine.states import RunState
from muster.entrypoints.local.cast import Cast
from muster.entrypoints.local.installation import Installation
from muster.service.commands.decide import decide
from muster.service.commands.verb import verb
from muster.service.errors import RefusedError
from muster.service.reading.gate_view import GateView
from muster.service.reading.run_view import RunView, look_at
from muster.service.reading.wave_view import WaveView

ATTEMPTS = 3
"""So often a wave is tried; after that, a retry becomes an abort."""

PATIENCE = 120.0
"""Virtual seconds in which an act must have helped; then it is done again."""

REASON = "played by muster"


class OnFailure(StrEnum):
    """What is decided when a wave waits for a decision; `stop`: nothing, the playing ends."""

    STOP = "stop"
    RETRY = "retry"
    SKIP = "skip"
    ABORT = "abort"


@dataclass(frozen=True)
class Act:
    """Something that somebody did at `at` (epoch seconds, UTC); `asked_at`: since when it waited.

    `what` is `approve` or the name of a verb, `about` a gate or a wave, `answer` what came of it.
    """

    at: int
    asked_at: int
    what: str
    who: str
    about: str
    answer: str


class Conductor:
    """Plays one run to its end; `acts` says what was done."""

    def __init__(
        self,
        aws: Installation,
        cast: Cast,
        run: str,
        *,
        on_failure: OnFailure,
        tell: Callable[[Act], None] = lambda _: None,
    ) -> None:
        self._aws = aws
        self._cast = cast
        self._run = run
        self._on_failure = on_failure
        self._tell = tell
        self._done: dict[tuple[str, str, str], list[int]] = {}
        self.acts: list[Act] = []

    def play(self, look: float, show: Callable[[RunView], None] = lambda _: None) -> RunView:
        """Look every `look` virtual seconds, act where people are asked; gives the last view.

        Raises `RefusedError` if the same act was refused again and again.
        """
        service = self._aws.service(self._cast.requester)
        while True:
            view = look_at(service, self._run)
            show(view)
            if view.is_over or self.is_stuck(view):
                return view
            self._act(view)
            self._aws.time.sleep(look)

    def is_stuck(self, view: RunView) -> bool:
        """Whether nothing happens any more unless somebody decides, and nobody will."""
        return view.state == RunState.DECIDING and self._on_failure is OnFailure.STOP

    def _act(self, view: RunView) -> None:
        for gate in view.gates:
            self._approve(gate)
        for wave in view.asking:
            self._decide(view, wave)
        if view.lost_driver or view.state == RunState.STALLED:
            self._do("restart", "", view.heartbeat)

    def _approve(self, gate: GateView) -> None:
        able = [person for person in gate.may if person in self._cast.principals]
        if not able:
            return  # it expires, as it would
        principal = self._cast.principals[able[0]]
        self._note(
            Act(self._aws.time.now(), gate.opened_at, "approve", able[0], gate.gate, ""),
            lambda: decide(
                self._aws.service(principal), self._run, "approve", gate=gate.gate, reason=REASON
            ),
        )

    def _decide(self, view: RunView, wave: WaveView) -> None:
        if self._on_failure is OnFailure.STOP or view.abort:
            return
        tired = self._on_failure is OnFailure.RETRY and wave.attempt >= ATTEMPTS
        self._do(OnFailure.ABORT if tired else self._on_failure, wave.wave, wave.since)

    def _do(self, what: str, wave: str, since: int) -> None:
        who = self._cast.requester
        named = "" if what == OnFailure.ABORT else wave
        self._note(
            Act(self._aws.time.now(), since, what, self._person(who), wave, ""),
            lambda: verb(self._aws.service(who), self._run, what, wave=named, reason=REASON),
        )

    def _note(self, act: Act, do: Callable[[], str]) -> None:
        before = self._done.setdefault((act.who, act.what, act.about), [])
        if before and act.at - before[-1] < PATIENCE:
            return
        before.append(act.at)
        try:
            answer = do()
        except RefusedError as refusal:
            if len(before) >= ATTEMPTS:
                raise
            answer = refusal.sentence  # it may be over already: the next look tells
        done = Act(act.at, act.asked_at, act.what, act.who, act.about, answer)
        self.acts.append(done)
        self._tell(done)

    def _person(self, principal: str) -> str:
        found = self._cast.people.person_of_iam(principal)
        return found.person if found else principal.rpartition("/")[2]
