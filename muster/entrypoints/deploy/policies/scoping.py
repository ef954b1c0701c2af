"""Actions and their scopes become statements: nothing undeclared, and nothing left out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from muster.entrypoints.deploy.policies.statement import Statement


class UnscopedError(Exception):
    """Code declares an action of which a role's file does not say what it is about."""


def derived(
    declared: Collection[str], scopes: Sequence[Statement], *, also: Sequence[Statement] = ()
) -> tuple[Statement, ...]:
    """The scopes, with those of their actions that are declared; `also` is taken as it is.

    Raises:
        UnscopedError: if a declared action stands in no scope.
    """
    scoped = {action for scope in (*scopes, *also) for action in scope.actions}
    missing = sorted(set(declared) - scoped)
    if missing:
        raise UnscopedError(f"say in its role's file what it is about: {', '.join(missing)}")
    return (*_kept(set(declared), scopes), *also)


def _kept(declared: set[str], scopes: Sequence[Statement]) -> Iterator[Statement]:
    for scope in scopes:
        actions = tuple(action for action in scope.actions if action in declared)
        if actions:
            yield replace(scope, actions=actions)
