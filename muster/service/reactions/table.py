"""Who listens to which event."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from muster.service import events
from muster.service.announcing import Notice
from muster.service.reactions import (
    approval_needed,
    break_glass_used,
    cleanup_done,
    decision_needed,
    execution_ended,
    gate_changed,
    outside_recovery,
    replication_stalled,
    run_changed,
    server_launched,
    wave_changed,
)
from muster.service.reactions.truth import Truth

Handler = Callable[[Any, Truth], Iterable[Notice]]

HANDLERS: Mapping[type[events.Event], tuple[Handler, ...]] = {
    events.ApprovalNeeded: (approval_needed.react,),
    events.BreakGlassUsed: (break_glass_used.react,),
    events.CleanupDone: (cleanup_done.react,),
    events.DecisionNeeded: (decision_needed.react,),
    events.ExecutionEnded: (execution_ended.react,),
    events.FailbackChanged: (),  # nobody fails back with muster yet
    events.GateChanged: (gate_changed.react,),
    events.OutsideRecovery: (outside_recovery.react,),
    events.ReplicationStalled: (replication_stalled.react,),
    events.RunChanged: (run_changed.react,),
    events.ServerLaunched: (server_launched.react,),
    events.WaveChanged: (wave_changed.react,),
}
