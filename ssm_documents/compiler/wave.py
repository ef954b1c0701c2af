"""The document of one wave: gate, hooks, launches, checks, hooks."""

from muster.engine.names import wave_document
from muster.model.plan import RecoveryPlan, plan_hash
from muster.model.waves import Wave
from ssm_documents.compiler.entry import RUN_ID
from ssm_documents.compiler.gate import SHORT, gate_steps
from ssm_documents.compiler.hooks import hook_steps
from ssm_documents.compiler.loops import loop
from ssm_documents.compiler.place import Place
from ssm_documents.compiler.steps import Draft, Parameter, Script, SetVariable, Step

WAY_OUT = "Finish"
LEAVE = f"step:{WAY_OUT}"
NUMBER = "^[1-9][0-9]{0,5}$"

_PARAMETERS = (
    Parameter("RunId", "The run.", pattern=RUN_ID),
    Parameter("Attempt", "Which attempt of the wave.", pattern=NUMBER),
    Parameter("N", "Which execution of the wave, counted over all attempts.", pattern=NUMBER),
)


def waves(plan: RecoveryPlan, place: Place) -> tuple[Draft, ...]:
    """The documents of all waves, in the order of the plan."""
    common = place.payload() | {
        "plan": plan.plan,
        "hash": plan_hash(plan),
        "run": "{{ RunId }}",
        "attempt": "{{ Attempt }}",
    }
    return tuple(_wave(plan.plan, wave, place, common | {"wave": wave.wave}) for wave in plan.waves)


def _wave(plan: str, wave: Wave, place: Place, payload: dict[str, str]) -> Draft:
    return Draft(
        name=wave_document(plan, wave.wave),
        description=f"Wave {wave.wave} of plan {plan}; started by the run, never by hand",
        assume_role=place.automation_role,
        parameters=_PARAMETERS,
        variables={"Outcome": {"type": "String", "default": "failed"}},
        steps=_steps(wave, place, payload),
    )


def _steps(wave: Wave, place: Place, payload: dict[str, str]) -> tuple[Step, ...]:
    at_gate = payload | {"gate": wave.wave}
    gate = gate_steps(wave.approval, place, at_gate, way_out=WAY_OUT) if wave.approval else ()
    return (
        _begin(payload),
        *gate,
        *hook_steps("before", wave.before, payload, way_out=WAY_OUT),
        *hook_steps("run", wave.run, payload, way_out=WAY_OUT),
        *(() if wave.is_checkpoint else _servers(wave, payload)),
        *hook_steps("after", wave.after, payload, way_out=WAY_OUT),
        _passed(),
        _finish(payload),
    )


def _begin(payload: dict[str, str]) -> Step:
    return Script(
        name="Begin",
        description="Take the wave; of two executions one ends here.",
        script="begin",
        payload=payload | {"n": "{{ N }}"},
    )


def _servers(wave: Wave, payload: dict[str, str]) -> tuple[Step, ...]:
    """The last of them ends the wave by itself where no hook comes after it."""
    last = payload if wave.after else payload | {"last": "yes"}
    recover = loop(
        name="RecoverServers",
        inner="RecoverPass",
        description="Launch what is missing, until every server has its answer from DRS.",
        script="recover",
        payload=payload if wave.health else last,
        on_failure=LEAVE,
    )
    check = loop(
        name="CheckHealth",
        inner="CheckPass",
        description="Look at the recovery instances until all are healthy.",
        script="check_health",
        payload=last,
        on_failure=LEAVE,
    )
    return (recover, check) if wave.health else (recover,)


def _passed() -> Step:
    return SetVariable(
        name="Passed",
        description="Reached only if every step before has succeeded.",
        timeout=SHORT,
        variable="Outcome",
        value="succeeded",
        on_failure=LEAVE,
        is_critical=False,
    )


def _finish(payload: dict[str, str]) -> Step:
    return Script(
        name=WAY_OUT,
        description="Write the outcome; alone decides the status of this execution.",
        script="finish",
        payload=payload | {"outcome": "{{ variable:Outcome }}"},
        is_end=True,
    )
