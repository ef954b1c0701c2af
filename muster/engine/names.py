"""The names of documents, steps and tags: one place, so that IAM patterns and code agree."""

ENTRY_VERBS = {"drill": "drill", "recovery": "recover"}
TAG_RUN = "muster:run"
TAG_INTENT = "muster:intent"
TAG_PLAN = "muster:plan"
RUN_GATE = "run"
"""The gate of the run itself; no wave may be called so."""

PLAN_BEFORE, PLAN_AFTER = "plan-before", "plan-after"
"""The checkpoints that run the hooks of a plan itself; no wave of a file may be called so."""


def entry_document(plan: str, mode: str) -> str:
    """The document that starts or restarts a run: `muster-drill-…` or `muster-recover-…`."""
    return f"muster-{ENTRY_VERBS[mode]}-{plan}"


def wave_document(plan: str, wave: str) -> str:
    """The document of one wave, started by the automation role only."""
    return f"muster-wave-{plan}.{wave}"


def pack_document(verb: str) -> str:
    """The pack's document of a verb."""
    return f"muster-{verb}"


def intent_tag(run: str, wave: str, intent: str) -> str:
    """The value of the job tag by which a lost answer is found again."""
    return f"{run}/{wave}/{intent}"


def hook_step(hook: str) -> str:
    """How the name of a hook's step begins, for the hook's id: `before-1-x` is in `Before1_…`."""
    phase, number, _ = hook.split("-", 2)
    return f"{phase.capitalize()}{number}_"
