"""Every minute: what no event told is found and repaired, and what runs wait for is measured.

A bot that cannot be made, for want of its secret, keeps no run from being looked after; it fails
the function afterwards, so that its alarm rings.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from muster.entrypoints.functions import metrics
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.warm import Warm
from muster.entrypoints.functions.wired import Wired
from muster.entrypoints.logs import log_as_lines
from muster.model.settings import Settings
from muster.service.errors import MusterError
from muster.service.gauges import read_gauges
from muster.service.ports import RunTable
from muster.service.reconciler import Reconciler


def handler(_event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Look once; gives how many runs are active. Raises `MusterError` without a bot."""
    wired = _warm().current()
    reconciler, trouble = _reconciler(wired)
    active = reconciler.look()
    _measure(wired.parts.service.table, wired.own.clock.now())
    if trouble:
        raise trouble
    return {"active": active}


def _reconciler(wired: Wired) -> tuple[Reconciler, MusterError | None]:
    try:
        return wired.reconciler, None
    except MusterError as error:
        return wired.without_chat, error


def _measure(table: RunTable, now: int) -> None:
    gauges = read_gauges(table, now)
    values = {
        metrics.ACTIVE_RUNS: gauges.active,
        metrics.APPROVAL_WAIT: gauges.approval,
        metrics.DECISION_WAIT: gauges.decision,
        metrics.WITHOUT_DRIVER: gauges.without_driver,
    }
    metrics.put(values, now)


@cache
def _warm() -> Warm[Wired]:
    log_as_lines()
    return Warm(lambda: Wired(surroundings_of(os.environ), Settings()), lambda wired: wired)
