"""EventBridge's delivery: PutEvents, rules to targets. Buses and rules themselves are moto's.

moto delivers only to some targets, breaks off at the others, drops the account and forwards events
with a new time; so delivery is ours. Amazon EventBridge User Guide, "Event structure", "Targets".
"""

from muster.embedded.aws.eventbridge.service import EventBridge

__all__ = ["EventBridge"]
