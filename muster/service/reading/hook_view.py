"""How the hooks of a run ended, and what they said."""

from dataclasses import dataclass

from muster.service.reading.records import Records


@dataclass(frozen=True)
class HookView:
    """One hook of a wave: started, done, failed or skipped; `at` in epoch seconds, UTC."""

    wave: str
    hook: str
    state: str
    text: str
    output: str
    at: int


def hook_views(records: Records) -> tuple[HookView, ...]:
    """Every hook whose turn has come, in the order of the waves and of time."""
    order = {wave.wave: wave.order for wave in records.waves}
    found = [
        HookView(
            wave=str(item["wave"]),
            hook=str(item["hook"]),
            state=str(item["state"]),
            text=str(item.get("text") or ""),
            output=str(item.get("output") or ""),
            at=int(item.get("at") or 0),
        )
        for item in records.hooks
    ]
    return tuple(sorted(found, key=lambda hook: (order.get(hook.wave, 0), hook.at, hook.hook)))
