"""An installation that was published before things began to go wrong."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from stage import Stage

from muster.embedded.aws.drs.settings import Phases, Range, Timing
from muster.engine.codec import encode_item
from muster.engine.limits import RUNS_AT_ONCE, WAVES_AT_ONCE
from muster.model.plan import RecoveryPlan
from ssm_documents.compiler import compile_plan, plan_writes
from ssm_documents.compiler.runbook import Runbook

SOON = Range(2.0, 3.0)
TIMING = Timing(
    linux=Phases(SOON, SOON, SOON, SOON, SOON, SOON),
    on_demand_wait=40.0,
    initiating=10.0,
    initial_sync=30.0,
)
"""What would take minutes or hours takes seconds: the order of things is the same."""
ROOM = 2
"""So many runs, and so many waves, fit into a hub that is nearly full."""


class Ground(Stage):
    """A stage for hundreds of worlds: nothing goes wrong while it is set up."""

    def _publish(self) -> None:
        with self.unharmed():
            super()._publish()

    def publish(self, plan: RecoveryPlan) -> None:
        """One more plan."""
        with self.unharmed():
            self.create(compile_plan(plan, self.settings))
            for write in plan_writes(plan):
                self._put(*write.key, write.values)

    def create(self, documents: Mapping[str, Runbook]) -> None:
        """In JSON: YAML would be read three times for each of hundreds of worlds."""
        for name, runbook in documents.items():
            text = json.dumps(runbook.content())
            self.client("ssm").create_document(
                Name=name, Content=text, DocumentType="Automation", DocumentFormat="JSON"
            )

    @contextmanager
    def unharmed(self) -> Iterator[None]:
        """Nothing goes wrong meanwhile, and no call is counted."""
        front = self.world.front
        kept = front.before[:], front.after[:]
        front.before[:], front.after[:] = (), ()
        yield
        front.before[:], front.after[:] = kept


def fill_the_hub(stage: Ground) -> None:
    """Other runs have nearly all automations, until nobody renews their part of them."""
    now = int(stage.world.clock.now())
    row = {"urgency": 1, "since": now, "seen": now, "is_in": True, "waves": 0, "wants": 0}
    rows = [{**row, "run": f"elsewhere-{n}"} for n in range(RUNS_AT_ONCE - ROOM)]
    rows[0]["waves"] = WAVES_AT_ONCE - ROOM
    item = encode_item({"pk": "HUB#automation", "sk": "SLOTS", "rows": rows, "version": 1})
    with stage.unharmed():
        stage.client("dynamodb").put_item(TableName="muster", Item=item)
