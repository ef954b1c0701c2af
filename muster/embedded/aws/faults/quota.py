"""Smaller quotas of DRS and of SSM Automation."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from muster.embedded.aws.drs.settings import Quotas
from muster.embedded.aws.faults.fault import Fault, Kind, Stage
from muster.embedded.aws.forms import Field, number

if TYPE_CHECKING:
    from muster.embedded.aws.parts import Settings

OF_DRS: Mapping[str, str] = {
    "servers_per_job": "servers_per_job",
    "jobs": "jobs_in_progress",
    "servers_in_jobs": "servers_in_all_jobs",
}
OF_AUTOMATION: Mapping[str, str] = {
    "automations": "concurrent",
    "blocked_automations": "concurrent_blocking",
    "queued_automations": "queued",
}


class SmallerQuotas(Fault):
    """Changes quotas of every account and Region from the beginning."""

    def __init__(self, values: Mapping[str, Any], stage: Stage) -> None:
        del stage
        self._values = values

    def adjust(self, settings: "Settings") -> "Settings":
        """The settings with these quotas."""
        return replace(
            settings,
            drs_quotas=self._of_drs(settings.drs_quotas),
            automation=replace(settings.automation, **self._named(OF_AUTOMATION)),
        )

    def _of_drs(self, quotas: Quotas) -> Quotas:
        changed = {
            name: replace(getattr(quotas, name), limit=limit)
            for name, limit in self._named(OF_DRS).items()
        }
        return replace(quotas, **changed)

    def _named(self, names: Mapping[str, str]) -> dict[str, Any]:
        return {names[key]: self._values[key] for key in names if key in self._values}


def _disagreement(values: Mapping[str, Any]) -> str | None:
    return None if values else "a quota must be named"


_LIMIT = number(0, whole=True)
KIND = Kind(
    says="Quotas of every account and Region are other than the usual ones.",
    example="quota: {jobs: 1, servers_per_job: 2}",
    fields={
        "servers_per_job": Field(_LIMIT, means="DRS: source servers in one job; usually 100"),
        "jobs": Field(_LIMIT, means="DRS: jobs in progress; usually 20"),
        "servers_in_jobs": Field(_LIMIT, means="DRS: source servers in all jobs; usually 500"),
        "automations": Field(number(1, whole=True), means="SSM: automations at once; usually 100"),
        "blocked_automations": Field(
            _LIMIT, means="SSM: more of them while they wait, sleep or pause; usually 400"
        ),
        "queued_automations": Field(_LIMIT, means="SSM: in the queue behind them; usually 5000"),
    },
    make=SmallerQuotas,
    disagreement=_disagreement,
)
