"""The two documents of a plan that start, or restart, a run."""

from muster.engine.names import RUN_GATE, entry_document
from muster.model.base import Mode
from muster.model.plan import RecoveryPlan, plan_hash
from ssm_documents.compiler.gate import SHORT, gate_steps
from ssm_documents.compiler.loops import loop
from ssm_documents.compiler.place import Place
from ssm_documents.compiler.steps import Draft, Output, Parameter, Script, Sleep, Step

DRIVES = 3
"""Loops of 100 passes, about 47 hours; then the run is `stalled` and a restart goes on."""

TEXT = "^[^{}]{0,512}$"
"""No braces: Systems Manager expands what stands in double ones."""

RUN_ID = "^[A-Za-z0-9_.-]{0,64}$"
_PURPOSE = {Mode.DRILL: "Drill", Mode.RECOVERY: "Recovery"}

_PARAMETERS = (
    Parameter("RunId", "Empty: a new run. Else the run to restart.", default="", pattern=RUN_ID),
    Parameter("Waves", "The waves to run; empty: all.", type="StringList", default=[]),
    Parameter(
        "PointInTime",
        "A moment (ISO 8601), latest-snapshot, or empty: a snapshot taken on demand.",
        default="",
        pattern="^(latest-snapshot|[0-9TZ:+.-]{0,40})$",
    ),
    Parameter("Reason", "Why; for the record.", default="", pattern=TEXT),
    Parameter("Ticket", "Number of a ticket; for the record.", default="", pattern=TEXT),
)


def entries(plan: RecoveryPlan, place: Place) -> tuple[Draft, ...]:
    """Both documents; the mode is a constant of each: IAM can grant the one without the other."""
    return tuple(_entry(plan, mode, place) for mode in Mode)


def _entry(plan: RecoveryPlan, mode: Mode, place: Place) -> Draft:
    purpose = f"{_PURPOSE[mode]} of plan {plan.plan}"
    return Draft(
        name=entry_document(plan.plan, mode),
        description=f"{purpose}: {plan.description}" if plan.description else purpose,
        assume_role=place.automation_role,
        parameters=_PARAMETERS,
        steps=_steps(plan, mode, place),
        outputs=("Register.RunId",),
    )


def _steps(plan: RecoveryPlan, mode: Mode, place: Place) -> tuple[Step, ...]:
    payload = place.payload() | {"plan": plan.plan, "hash": plan_hash(plan), "mode": mode.value}
    known = payload | {"run": "{{ Register.RunId }}"}
    approval = plan.approval_in(mode)
    at_gate = known | {"gate": RUN_GATE, "wave": "", "attempt": ""}
    gate = gate_steps(approval, place, at_gate, way_out="Conclude") if approval else ()
    drives = (_drive(number, known) for number in range(1, DRIVES + 1))
    room = _wait_for_room(known)
    return (_register(payload), _preflight(known), *gate, room, *drives, _conclude(known))


def _register(payload: dict[str, str]) -> Step:
    asked = {
        "run": "{{ RunId }}",
        "waves": "{{ Waves }}",
        "point_in_time": "{{ PointInTime }}",
        "reason": "{{ Reason }}",
        "ticket": "{{ Ticket }}",
    }
    return Script(
        name="Register",
        description="Register the run and freeze its servers, or take an old run up again.",
        script="register",
        payload=payload | asked,
        outputs=(Output("RunId"),),
    )


def _preflight(payload: dict[str, str]) -> Step:
    return Script(
        name="Preflight",
        description="Look, without touching anything, for what would hold the run up.",
        script="preflight",
        payload=payload,
        on_failure="step:Conclude",
        is_critical=False,
    )


def _wait_for_room(payload: dict[str, str]) -> Step:
    pause = Sleep(
        name="SleepForRoom",
        description="An execution that sleeps takes no room from others.",
        timeout=SHORT,
        duration="{{ Admit.Pause }}",
        on_failure="step:Conclude",
        is_critical=False,
    )
    return loop(
        name="WaitForRoom",
        inner="Admit",
        description="Wait until the automations of the hub have room for the run.",
        script="admit",
        payload=payload,
        on_failure="step:Conclude",
        more=(Output("Pause"),),
        beside=(pause,),
    )


def _drive(number: int, payload: dict[str, str]) -> Step:
    return loop(
        name=f"Drive{number}",
        inner=f"DrivePass{number}",
        description="Start the waves whose needs are done, until the run is decided.",
        script="drive",
        payload=payload | {"loop": str(number)},
        on_failure="step:Conclude",
    )


def _conclude(payload: dict[str, str]) -> Step:
    return Script(
        name="Conclude",
        description="Write the verdict; alone decides the status of this execution.",
        script="conclude",
        payload=payload,
        is_end=True,
    )
