"""Telling people that a wave waits for their decision, with the lines that answer it."""

from muster.engine.items import Run, Wave
from ssm_documents.scripts.lib.here import Here
from ssm_documents.scripts.lib.tell import call_people, command_line, tell


def ask_for_decision(here: Here, run: Run, wave: Wave) -> None:
    """Say what happened to the wave, and how to retry, skip or abort from a shell."""
    tell(here, "decision needed", of=wave.wave, state=str(wave.state), reason=wave.reason)
    lines = [
        f"Run {here.run} ({run.mode} of {run.plan}): wave {wave.wave} {wave.state}.",
        wave.reason,
        *(f"{verb}: {command_line(here, verb, Wave=wave.wave)}" for verb in ("retry", "skip")),
        f"abort: {command_line(here, 'abort')}",
    ]
    call_people(here, f"Decision needed: {run.plan}, wave {wave.wave}", "\n".join(lines))
