"""Plays a case to its end, and a little longer."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from soak.case import Case
from soak.company import COMPANIES
from soak.ears import Ears
from soak.ground import TIMING, Ground, fill_the_hub
from soak.people import Team
from soak.places import targets
from soak.witness import Witness

from muster.engine.names import entry_document

LOOK = 12.0
FAULTS_STOP = 12 * 60.0
"""After so many seconds nothing goes wrong any more; what has begun may still take its course."""
LIMIT = 90 * 60.0
SETTLE = 240.0


@dataclass
class Story:
    """A played case: its world is still open. `strangers` are instances of nobody here, by server.

    `others` are the people of other runs. `in_time` is whether all runs ended within `LIMIT`.
    """

    case: Case
    stage: Ground
    team: Team
    witness: Witness
    strangers: dict[str, str]
    others: tuple[Team, ...] = ()
    ears: Ears | None = None
    in_time: bool = False
    took: float = 0.0

    @property
    def teams(self) -> tuple[Team, ...]:
        """Everybody who has a run."""
        return (self.team, *self.others)


@contextmanager
def played(case: Case) -> Iterator[Story]:
    """The story of a case, from the start of its run to a while after its end."""
    with Ground(
        plan=case.plan,
        inventory=case.inventory,
        faults=case.faults,
        timing=TIMING,
        listing_lag=case.listing_lag,
        seed=case.seed,
    ) as stage:
        story = _begin(case, stage)
        start = stage.world.clock.now()
        story.in_time = _until_ended(story, start)
        story.took = stage.world.clock.now() - start
        _settle(story)
        yield story


def _begin(case: Case, stage: Ground) -> Story:
    witness = Witness(stage)
    stage.world.front.after.insert(0, witness)
    strangers = {i.server.id: i.id for i in targets(stage)[0].instances.values()}
    strangers = {server: i for server, i in strangers.items() if server not in case.servers}
    document = entry_document("soak", case.mode)
    team = Team(stage, document, case.temper, yields=case.makes_way)
    ears = Ears(stage) if case.is_heard else None
    return Story(case, stage, team, witness, strangers, _others(case, stage), ears)


def _others(case: Case, stage: Ground) -> tuple[Team, ...]:
    rng = random.Random(f"soak/{case.seed}/others")
    if case.company == "crowd":
        fill_the_hub(stage)
    return tuple(
        _other(case, stage, other) for other in COMPANIES[case.company](rng, case.in_the_hub)
    )


def _other(case: Case, stage: Ground, other) -> Team:
    if other.plan is not None:
        stage.publish(other.plan)
    document = entry_document((other.plan or case.plan).plan, other.mode)
    begins = stage.world.clock.now() + other.after
    return Team(stage, document, "retry", begins=begins)


def _until_ended(story: Story, start: float) -> bool:
    clock, calm, ended = story.stage.world.clock, False, False
    while not ended:
        passed = clock.now() - start
        if passed > LIMIT:
            return False
        if passed > FAULTS_STOP and not calm:
            calm = True
            story.stage.world.faults.stop()
        looks = [team.look(calm=calm) for team in story.teams]  # everybody looks
        ended = all(looks)
        _pass_time(story, LOOK)
    return True


def _settle(story: Story) -> None:
    """What was told late comes in; whatever still goes on shows itself."""
    story.stage.world.faults.stop()
    for _ in range(2):
        _pass_time(story, SETTLE / 2)


def _pass_time(story: Story, seconds: float) -> None:
    story.stage.pass_time(seconds)
    if story.ears is not None:
        story.ears.listen()
