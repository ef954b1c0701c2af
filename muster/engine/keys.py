"""Where things lie in the run table: partition and sort keys, written once."""

Key = tuple[str, str]


def run_key(run: str) -> Key:
    """The run itself."""
    return f"RUN#{run}", "RUN"


def wave_key(run: str, wave: str) -> Key:
    """One wave of a run."""
    return f"RUN#{run}", f"WAVE#{wave}"


def server_key(run: str, wave: str, server: str) -> Key:
    """One source server of a wave."""
    return f"RUN#{run}", f"SRV#{wave}#{server}"


def gate_key(run: str, gate: str, attempt: int) -> Key:
    """One request for approval; `gate` is a wave's name, or `run` for the run's own."""
    return f"RUN#{run}", f"GATE#{gate}#{attempt:04d}"


def intent_key(run: str, wave: str, intent: str) -> Key:
    """One intention to call StartRecovery."""
    return f"RUN#{run}", f"INTENT#{wave}#{intent}"


def hook_key(run: str, wave: str, hook: str) -> Key:
    """One hook of a wave."""
    return f"RUN#{run}", f"HOOK#{wave}#{hook}"


def asked_key(run: str, verb: str, server: str) -> Key:
    """What somebody asked for in the chat, of the verb's document: a verb on one server."""
    return f"RUN#{run}", f"ASKED#{verb}#{server}"


def cleanup_key(run: str) -> Key:
    """The clean-up of a drill."""
    return f"RUN#{run}", "CLEANUP"


def decision_key(run: str, gate: str, attempt: int, person: str) -> Key:
    """One person's decision at one gate; its partition is writable by the decision role only."""
    return f"DECISION#{run}", f"{gate}#{attempt:04d}#{person}"


def override_partition(run: str) -> str:
    """The overrides of a run; written by the break-glass role alone."""
    return f"OVERRIDE#{run}"


def override_key(run: str, server: str) -> Key:
    """What may be destroyed for one source server of a run."""
    return override_partition(run), server


def audit_key(run: str, sequence: int) -> Key:
    """One row of the run's record."""
    return f"AUDIT#{run}", f"{sequence:08d}"


def runs_key(requested_at: int, run: str) -> Key:
    """The entry of a run in the list of all runs, in the order of time."""
    return "RUNS#", f"{requested_at:012d}#{run}"


def plan_piece_key(plan: str, digest: str, piece: int) -> Key:
    """A piece (at most 300 KB) of a published plan."""
    return f"PLAN#{plan}", f"{digest}#{piece:03d}"


def plan_current_key(plan: str) -> Key:
    """Which version of a plan its documents carry out now, and which release that is."""
    return f"PLAN#{plan}", "CURRENT"


def plan_lock_key(plan: str) -> Key:
    """Which run of the plan is active."""
    return f"PLAN#{plan}", "LOCK"


def server_lock_key(server: str) -> Key:
    """Which run a source server belongs to now."""
    return f"SERVER#{server}", "LOCK"


def people_key() -> Key:
    """The published people file."""
    return "PEOPLE#", "PEOPLE"


def spokes_key() -> Key:
    """How the hub is let into the other accounts."""
    return "SPOKES#", "SPOKES"


def hub_key() -> Key:
    """What all runs of the hub share: Systems Manager's concurrent automations."""
    return "HUB#automation", "SLOTS"


def target_key(account: str, region: str) -> Key:
    """What all waves share of one target account and Region."""
    return f"TARGET#{account}#{region}", "TARGET"
