"""What the driver changes of a wave: its next execution is asked for, and people are told."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from muster.engine.keys import wave_key
from muster.engine.names import wave_document
from muster.engine.schedule import StartWave, lose
from muster.engine.states import WaveState
from muster.engine.writes import equals, update
from ssm_documents.scripts.lib.automation import start_document
from ssm_documents.scripts.lib.clients import error_code, is_transient
from ssm_documents.scripts.lib.deciding import ask_for_decision
from ssm_documents.scripts.lib.here import Here, load_run, load_waves, now
from ssm_documents.scripts.lib.record import record
from ssm_documents.scripts.lib.tell import tell

PASSING = frozenset({"AutomationExecutionLimitExceededException", "IdempotentParameterMismatch"})
"""No room, and a token that was used: then there is an execution, or the next token is taken."""


def ask_for_execution(here: Here, start: StartWave) -> None:
    """Ask for the wave's execution; what SSM answers is noted on the wave."""
    if start.write is not None and not here.table.write(start.write):
        return
    document = wave_document(here.events["plan"], start.wave)
    numbers = {"Attempt": str(start.attempt), "N": str(start.n)}
    same = (equals("n", start.n), equals("state", WaveState.STARTING))
    key = wave_key(here.run, start.wave)
    try:
        execution = start_document(here.region, document, start.token, here.run, **numbers)
    except (ClientError, BotoCoreError) as error:
        why = f"SSM does not start {document}: {error}"[:300]
        if is_transient(error) or error_code(error) in PASSING:
            here.table.write(update(key, {"waits_for": f"its execution; {why}"}, *same))
        elif here.table.write(lose(here.run, start.wave, why, now(), *same)):
            note_change(here, key[1], {"state": WaveState.LOST, "reason": why})
    else:
        here.table.write(update(key, {"execution": execution}, *same))


def note_change(here: Here, what: str, values: Any) -> None:
    """Tell what was written of a run or a wave (its sort key); a lost wave is asked about."""
    name, state = what.partition("#")[2], str(values["state"])
    tell(here, "wave changed" if name else "run changed", of=name, state=state)
    if state in (WaveState.LOST, WaveState.PENDING):
        record(here, f"{name}/{state}/{now()}", f"wave {name} {state}: {values.get('reason', '')}")
    if state == WaveState.LOST:
        found = [wave for wave in load_waves(here) if wave.wave == name]
        ask_for_decision(here, load_run(here), found[0])
