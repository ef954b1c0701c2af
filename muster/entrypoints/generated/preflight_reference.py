"""The page of what is looked at before a run: the table of the engine."""

from muster.engine.preflight import CHECKS

_HEAD = """\
# Preflight

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

What is looked at before anybody is asked and before anything is launched, and what a finding means.
`muster plan preflight PLAN` says it without starting a run.

- *block*: the run does not begin.
- *ask*: people have to say so. Where the plan has an approval for the whole run, the finding stands
  in its question; else the run is paused, people are told, and `resume` lets it go on. What the
  guards forbid stays forbidden then: that server fails in its wave.
- *warn*: it is said, in the question, in `muster run status` and to whoever asks.

A recovery is blocked by nothing that may be out of date in a disaster. Replication is never a
reason: what DRS needs is a recovery point.

| check | what | drill | recovery |
| --- | --- | :---: | :---: |"""

_TAIL = """
Room in EC2 is looked at for the first 50 servers of an account and Region: what their launch
templates ask for, the offered types, the free addresses, and the quotas of running On-Demand
instances. EC2 counts vCPUs, and each family of types by itself (Standard, G and VT, P, X, F, Inf,
Trn, DL, High Memory, HPC): what runs now of the family, without the instances that the launches
replace, Spot instances and those on dedicated hosts, and what is to be launched must fit. Nothing
is reserved, and the conversion servers of DRS are not counted. What could not be asked, or is not
known of an instance type, is a finding, too, and nothing waits for it.
"""


def text() -> str:
    """Return the page."""
    rows = (
        f"| `{check.check}` | {check.says} | {check.drill or ''} | {check.recovery or ''} |"
        for check in CHECKS
    )
    return "\n".join((_HEAD, *rows, _TAIL))
