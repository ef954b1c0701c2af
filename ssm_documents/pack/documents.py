"""The pack as data: documents that belong to no plan, one a verb, so that IAM can grant each."""

from dataclasses import dataclass

RUN_ID = ("RunId", "The run.", None)
WAVE = ("Wave", "The wave; empty if only one waits for a decision.", "")
SERVER = ("Server", "The source server, by its DRS id.", None)
INSTANCE = ("Instance", "The instance that is destroyed; empty if there is none.", "")
REASON = ("Reason", "Why; for the record.", "")

Given = tuple[str, str, str | None]
"""Name, description and default of a parameter; no default: it must be given."""


@dataclass(frozen=True)
class PackDocument:
    """One verb. `decides`: it runs under the decision role; `repeats`: until its work is done."""

    verb: str
    description: str
    script: str = "verb"
    parameters: tuple[Given, ...] = (RUN_ID, WAVE, REASON)
    decides: bool = False
    repeats: bool = False


PACK = (
    PackDocument("pause", "Nothing new of the run starts until it is resumed."),
    PackDocument("resume", "The run goes on."),
    PackDocument("retry", "A wave that waits for a decision makes its next attempt."),
    PackDocument("skip", "A wave that waits for a decision is left out; what needs it goes on."),
    PackDocument("abort", "The run ends; nothing that works is stopped."),
    PackDocument("cancel", "Nothing new starts and the run ends; what cannot be stopped is named."),
    PackDocument("restart", "A run that was cancelled, has stalled or lost its driver goes on."),
    PackDocument(
        "adopt",
        "A server counts as recovered by the recovery instance that it has; nothing is launched.",
        script="server_verb",
        parameters=(RUN_ID, SERVER, REASON),
    ),
    PackDocument(
        "relaunch",
        "Destroy the named instance of this run and launch its server again.",
        script="server_verb",
        parameters=(RUN_ID, SERVER, INSTANCE, REASON),
    ),
    PackDocument(
        "decide",
        "Approve or reject at a gate.",
        script="decide",
        parameters=(
            RUN_ID,
            ("Gate", "The wave's name, or `run`; empty: the one open gate.", ""),
            ("Decision", "approve or reject.", None),
            REASON,
        ),
        decides=True,
    ),
    PackDocument(
        "cleanup",
        "Terminate exactly the drill instances of a drill that has ended.",
        script="cleanup",
        parameters=(RUN_ID, REASON),
        repeats=True,
    ),
)
