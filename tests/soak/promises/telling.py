"""What is promised to those who listen, whatever became of the events."""

from soak.promises.looking import Words
from stage import ENDED

from muster.service.announcing import CallKind

OF_A_RUN = frozenset({CallKind.APPROVAL_NEEDED, CallKind.DECISION_NEEDED, CallKind.FAILED})
ENDS = frozenset({CallKind.FINISHED, CallKind.FAILED})


def whoever_listens_hears_the_end(story) -> Words:
    """The chat hears of every end, once, and of nothing that a forged event made up."""
    if story.ears is None:
        return
    calls = story.ears.calls
    for team in story.teams:
        run = story.stage.run(team.run)
        told = {call.key for call in calls if call.run == team.run and call.kind in ENDS}
        end = f"ended/{run.get('epoch')}/{run.get('state')}"
        if run.get("state") in ENDED and run.get("registered_at") and end not in told:
            yield f"nobody heard that run {team.run} {end}: {sorted(told)}"
    for call in calls:
        if call.kind in OF_A_RUN and not story.stage.run(call.run):
            yield f"the chat was called for a run that is not: {call}"
