"""The words that people type, and what each does: one table, used for help, docs and rights."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """Everything that can be asked for in chat; the same words as in CLI, runbooks and docs."""

    HELP = "help"
    PLANS = "plans"
    PLAN = "plan"
    SERVERS = "servers"
    STATUS = "status"
    HISTORY = "history"
    WHOAMI = "whoami"
    DRILL = "drill"
    RECOVER = "recover"
    APPROVE = "approve"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    RETRY = "retry"
    SKIP = "skip"
    ABORT = "abort"
    CANCEL = "cancel"
    RESTART = "restart"
    CLEANUP = "cleanup"
    TAKE = "take"
    ADOPT = "adopt"
    RELAUNCH = "relaunch"
    OVERRIDE = "override"
    BOARD = "board"


@dataclass(frozen=True)
class Word:
    """How a verb is typed after `/dr`, what it does, and what is completed after it.

    `asked`: a message asks for it, with buttons.
    """

    verb: Verb
    usage: str
    help: str
    takes: str = ""
    asked: bool = False

    @property
    def typed(self) -> str:
        """The verb with its usage."""
        return f"{self.verb} {self.usage}".strip()


PLAN, RUN = "plan", "run"
"""What `Word.takes` may say: the name of a plan, the id of a run."""

WORDS: tuple[Word, ...] = (
    Word(Verb.HELP, "", "this list"),
    Word(Verb.PLANS, "", "the plans that can be run here, and when each was last rehearsed"),
    Word(Verb.PLAN, "NAME", "what a plan does: groups, waves, approvals, how long it takes", PLAN),
    Word(Verb.SERVERS, "[WORDS]", "source servers: replication, lag, snapshot, last launch, plan"),
    Word(
        Verb.DRILL,
        "PLAN [PLAN…]",
        "rehearse a plan beside production; asks before it starts",
        PLAN,
    ),
    Word(Verb.RECOVER, "PLAN [PLAN…]", "really recover a plan, or several; wants it typed", PLAN),
    Word(Verb.STATUS, "[RUN]", "how a run stands; without a name, all that are not over", RUN),
    Word(Verb.BOARD, "", "a message here that follows all runs under way, until they are over"),
    Word(Verb.APPROVE, "[RUN] [GATE] [REASON]", "say yes at a gate that waits", RUN, asked=True),
    Word(Verb.REJECT, "[RUN] [GATE] [REASON]", "say no at a gate, with a reason", RUN, asked=True),
    Word(
        Verb.RETRY,
        "[RUN] [WAVE]",
        "the next attempt of a wave, for what is missing only",
        RUN,
        asked=True,
    ),
    Word(
        Verb.SKIP,
        "[RUN] [WAVE] [REASON]",
        "go on without what is missing of a wave, with a reason",
        RUN,
        asked=True,
    ),
    Word(
        Verb.ABORT,
        "[RUN] [REASON]",
        "end the run; nothing that runs is killed; with a reason",
        RUN,
        asked=True,
    ),
    Word(
        Verb.RELAUNCH,
        "[RUN] SERVER [INSTANCE]",
        "launch a server again; the instance that it has is destroyed, and has to be named",
        RUN,
    ),
    Word(
        Verb.ADOPT,
        "[RUN] SERVER [REASON]",
        "count a server as recovered by the instance that it has",
        RUN,
    ),
    Word(
        Verb.OVERRIDE,
        "[RUN] SERVER",
        "what lets a launch destroy a live instance; a chat may not, it says who may and how",
        RUN,
    ),
    Word(Verb.PAUSE, "[RUN] [REASON]", "nothing new starts; what runs goes on", RUN),
    Word(Verb.RESUME, "[RUN]", "a paused run goes on", RUN),
    Word(Verb.RESTART, "[RUN]", "a run that was cancelled, or stands still, goes on", RUN),
    Word(Verb.CANCEL, "[RUN] [REASON]", "no new work; what cannot be stopped is named", RUN),
    Word(Verb.TAKE, "[RUN]", "become the operator of a run: whom decisions call", RUN),
    Word(Verb.CLEANUP, "[RUN]", "terminate the instances of a drill, and check", RUN),
    Word(
        Verb.HISTORY,
        "[RUN or WORDS]",
        "the record of a run; else the latest runs, by plan, mode and outcome",
        RUN,
    ),
    Word(Verb.WHOAMI, "", "who you are here, and what you may do"),
)

ON_BUTTONS: tuple[Word, ...] = tuple(word for word in WORDS if word.asked)
"""What is also a button, on the message that asks for it."""
