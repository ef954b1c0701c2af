"""Which events reach muster: one EventBridge pattern a source, as data for rules and templates."""

import json
from importlib.resources import files

from muster.service.hearing import Rule

SOURCES = ("muster", "aws_ssm", "aws_drs", "cloudtrail")


def event_rules() -> tuple[Rule, ...]:
    """A rule for each source, named `muster-from-<source>`."""
    return tuple(_rule(source) for source in SOURCES)


def _rule(source: str) -> Rule:
    text = files(__package__).joinpath(f"{source}.json").read_text(encoding="utf-8")
    return Rule(f"muster-from-{source.replace('_', '-')}", json.loads(text))
