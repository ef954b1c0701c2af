"""A policy as CloudFormation makes it out of what a stack says: its functions evaluated."""

import re

from muster.entrypoints.deploy.policies.rendering import document

NAME = re.compile(r"\$\{([A-Za-z:]+)\}")
NO_VALUE = {"Ref": "AWS::NoValue"}


def concrete(statements, known, *, holding):
    """The policy where these parameters are `known` and these conditions are `holding`.

    Raises `KeyError` for what is not known.
    """
    return _evaluated(document(statements), known, frozenset(holding))


def _evaluated(value, known, holding):
    if isinstance(value, list):
        return [_evaluated(each, known, holding) for each in _kept(value, holding)]
    if not isinstance(value, dict):
        return value
    match tuple(value.items()):
        case [("Ref", name)]:
            return known[name]
        case [("Fn::Sub", text)]:
            return NAME.sub(lambda found: str(known[found[1]]), text)
        case [("Fn::If", _)]:
            return _evaluated(_chosen(value, holding), known, holding)
        case entries:
            return {
                key: _evaluated(each, known, holding)
                for key, each in entries
                if _chosen(each, holding) != NO_VALUE
            }


def _kept(values, holding):
    return [each for each in values if _chosen(each, holding) != NO_VALUE]


def _chosen(value, holding):
    """What an `Fn::If` comes to; anything else is itself."""
    if isinstance(value, dict) and "Fn::If" in value:
        condition, then, otherwise = value["Fn::If"]
        return _chosen(then if condition in holding else otherwise, holding)
    return value
