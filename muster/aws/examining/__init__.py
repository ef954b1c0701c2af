"""What `muster doctor` looks through: adapters that only read."""

from muster.aws.examining import alarms, estate, functions, queues, quotas, roles, rules

ACTIONS = tuple(
    sorted(
        {
            action
            for module in (alarms, estate, functions, queues, quotas, roles, rules)
            for action in module.ACTIONS
        }
    )
)
"""Read-only, all of them."""
