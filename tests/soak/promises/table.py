"""What must be true of every story, whatever went wrong in it: one function a promise.

Each gives what contradicts it, in words; nothing, if it was kept. What is assumed of visibility: a
job of DRS is listed within two minutes of the call that made it. The servers of one that appeared
later than an intent lives (180 s) could be launched twice.
"""

from collections.abc import Callable, Mapping

from soak.play import Story
from soak.promises import ending, launching, others, telling
from soak.promises.looking import Words

PROMISES: Mapping[str, Callable[[Story], Words]] = {
    promise.__name__: promise
    for promise in (
        launching.no_launch_before_its_needs,
        launching.no_server_twice_in_an_attempt,
        launching.nothing_recovered_is_launched_again,
        launching.quotas_hold,
        ending.every_run_ends,
        ending.the_end_is_true,
        ending.ssm_agrees,
        ending.nothing_is_left_running,
        ending.locks_are_given_back,
        others.nothing_of_others_is_touched,
        others.no_live_instance_is_destroyed,
        others.nobody_launches_what_another_run_holds,
        telling.whoever_listens_hears_the_end,
    )
}


def broken(story: Story) -> list[str]:
    """What was not kept, a line for each contradiction."""
    return [f"{name}: {words}" for name, keep in PROMISES.items() for words in keep(story)]
