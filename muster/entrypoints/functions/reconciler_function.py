"""Every minute: what no event told is found and repaired, and what runs wait for is measured."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from muster.entrypoints.functions import metrics
from muster.entrypoints.functions.surroundings import surroundings_of
from muster.entrypoints.functions.wired import Wired
from muster.entrypoints.logs import log_as_lines
from muster.model.settings import Settings
from muster.service.gauges import read_gauges
from muster.service.reconciler import Reconciler


def handler(_event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Look once; gives how many runs are active."""
    wired, reconciler = _warm()
    active = reconciler.look()
    now = wired.own.clock.now()
    gauges = read_gauges(wired.parts.service.table, now)
    values = {
        metrics.ACTIVE_RUNS: gauges.active,
        metrics.APPROVAL_WAIT: gauges.approval,
        metrics.DECISION_WAIT: gauges.decision,
        metrics.WITHOUT_DRIVER: gauges.without_driver,
    }
    metrics.put(values, now)
    return {"active": active}


@cache
def _warm() -> tuple[Wired, Reconciler]:
    log_as_lines()
    wired = Wired(surroundings_of(os.environ), Settings())
    return wired, wired.reconciler
