"""Plays a case to its end, and a little longer."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from soak.case import NEIGHBOURS, Case
from soak.people import Team, targets
from soak.witness import Witness
from stage import Stage, read_plan_of

from muster.engine.codec import encode_item
from muster.engine.names import entry_document
from ssm_documents.compiler import compile_plan, plan_writes
from ssm_documents.compiler.runbook import Runbook

LOOK = 20.0
FAULTS_STOP = 20 * 60.0
"""After so many seconds nothing goes wrong any more; what has begun may still take its course."""
LIMIT = 90 * 60.0
SETTLE = 240.0
NEIGHBOUR = f"""
groups:
  g: {{servers: [{", ".join(NEIGHBOURS)}]}}
waves:
  - wave: w
    groups: [g]
"""


@dataclass
class Story:
    """A played case: its world is still open. `strangers` are instances of nobody here, by server.

    `in_time` is whether the runs came to their end within `LIMIT`.
    """

    case: Case
    stage: Stage
    team: Team
    witness: Witness
    strangers: dict[str, str]
    neighbour: Team | None = None
    in_time: bool = False
    took: float = 0.0

    @property
    def teams(self) -> tuple[Team, ...]:
        """Everybody who has a run."""
        return (self.team,) if self.neighbour is None else (self.team, self.neighbour)


class Ground(Stage):
    """An installation that was published before things began to go wrong."""

    def _publish(self) -> None:
        with _unharmed(self):
            super()._publish()

    def create(self, documents: Mapping[str, Runbook]) -> None:
        """In JSON: YAML would be read three times for each of hundreds of worlds."""
        for name, runbook in documents.items():
            text = json.dumps(runbook.content())
            self.client("ssm").create_document(
                Name=name, Content=text, DocumentType="Automation", DocumentFormat="JSON"
            )


@contextmanager
def played(case: Case) -> Iterator[Story]:
    """The story of a case, from the start of its run to a while after its end."""
    faults = case.faults if '"faults": []' not in case.faults else ""
    with Ground(
        plan=case.plan,
        inventory=case.inventory,
        faults=faults,
        quick=True,
        listing_lag=case.listing_lag,
        seed=case.seed,
    ) as stage:
        story = _begin(case, stage)
        start = stage.world.clock.now()
        story.in_time = _until_ended(story, start)
        story.took = stage.world.clock.now() - start
        stage.pass_time(SETTLE)
        yield story


def _begin(case: Case, stage: Stage) -> Story:
    witness = Witness(stage)
    stage.world.front.after.insert(0, witness)
    strangers = {i.server.id: i.id for i in targets(stage)[0].instances.values()}
    strangers = {server: i for server, i in strangers.items() if server not in case.servers}
    team = Team(stage, entry_document("soak", case.mode), case.temper)
    neighbour = _neighbour(stage) if case.has_neighbour else None
    return Story(case, stage, team, witness, strangers, neighbour)


def _neighbour(stage: Stage) -> Team:
    """Another plan, whose drill runs at the same time."""
    plan = read_plan_of(NEIGHBOUR)
    table = stage.client("dynamodb")
    with _unharmed(stage):
        stage.create(compile_plan(plan, stage.settings))
        for write in plan_writes(plan):
            pk, sk = write.key
            item = encode_item({"pk": pk, "sk": sk, **write.values})
            table.put_item(TableName="muster", Item=item)
    return Team(stage, entry_document(plan.plan, "drill"), "retry")


@contextmanager
def _unharmed(stage: Stage) -> Iterator[None]:
    front = stage.world.front
    kept = front.before[:], front.after[:]
    front.before[:], front.after[:] = (), ()
    yield
    front.before[:], front.after[:] = kept


def _until_ended(story: Story, start: float) -> bool:
    clock, ended = story.stage.world.clock, set()
    calm = False
    while len(ended) < len(story.teams):
        passed = clock.now() - start
        if passed > LIMIT:
            return False
        if passed > FAULTS_STOP and not calm:
            calm = True
            story.stage.world.faults.stop()
        ended = {team.document for team in story.teams if team.look(calm=calm)}
        story.stage.pass_time(LOOK)
    return True
