"""The demo: a whole drill of one plan, done through the service as people do it."""

from muster.engine.states import Mode
from muster.engine.verdict import duration
from muster.entrypoints.cli.paper import Line
from muster.entrypoints.demo.outcome import Outcome, clock
from muster.entrypoints.demo.screen import Screen
from muster.entrypoints.demo.telling import deed, news
from muster.entrypoints.local.cast import cast_for
from muster.entrypoints.local.conductor import Act, Conductor, OnFailure
from muster.entrypoints.local.installation import Installation
from muster.model import base
from muster.service.commands.cleanup import cleanup
from muster.service.commands.start import StartRun, start
from muster.service.errors import RefusedError
from muster.service.reading.run_view import RunView

LOOK = 6.0
"""Virtual seconds between two looks."""

FORGETTING = 600
"""Virtual seconds in which DRS has forgotten an instance that it terminated."""


class Drill:
    """One drill on one installation, told on a screen; `where` says how far it has come."""

    def __init__(self, aws: Installation, screen: Screen) -> None:
        plan, inventory = aws.material.plans[0], aws.material.inventory
        self._aws = aws
        self._screen = screen
        self._plan = plan
        self._begun = aws.time.now()
        self._cast = cast_for(plan, base.Mode.DRILL, aws.material.people, inventory.account)
        self._operator = aws.service(self._cast.requester)
        self._view: RunView | None = None
        self._doing = "before anything was published"

    @property
    def where(self) -> str:
        """What was going on when it was last looked at."""
        view = self._view
        if view is None or view.is_over:
            return self._doing
        waves = (
            ", ".join(f"{w.wave} {w.state}" for w in view.waves if w.started_at) or "no wave yet"
        )
        return f"{duration(view.elapsed)} into the drill, which was {view.state} ({waves})"

    def run(self) -> Outcome:
        """Publish, drill, decide, clean up, verify. Raises `RefusedError` if it cannot start."""
        self._doing = "while the plan was being published"
        documents = self._aws.publish(self._cast.people)
        self._tell(Line(f"{documents} runbooks of `{self._plan.plan}` are published"))
        asked = StartRun(self._plan.plan, Mode.DRILL, reason="muster demo")
        self._doing = "while the drill was being started"
        who = self._cast.called(self._person())
        self._tell(Line(f"{who} starts a drill of `{self._plan.plan}`"))
        run = start(self._operator, asked).run
        conductor = Conductor(
            self._aws, self._cast, run, on_failure=OnFailure.RETRY, tell=self._tell_act
        )
        view = conductor.play(LOOK, self._look)
        return Outcome(view, self._clean_up(view), self._left())

    def _clean_up(self, view: RunView) -> str:
        self._doing = "while the drill's instances were being terminated"
        if not view.may_clean_up:
            return "there was nothing to terminate"
        self._tell(Line("clean-up begins: exactly the instances of this drill are terminated"))
        try:
            return cleanup(self._operator, view.run, reason="muster demo")
        except RefusedError as refusal:
            return refusal.sentence

    def _left(self) -> int:
        """How many drill instances DRS still knows when it has had time to forget them."""
        region = self._aws.material.inventory.region
        drs = self._aws.world.client("drs", principal=self._aws.owner, region=region)
        pages = drs.get_paginator("describe_recovery_instances")
        until = self._aws.time.now() + FORGETTING
        while True:
            found = [each for page in pages.paginate() for each in page["items"]]
            left = sum(bool(each["isDrill"]) for each in found)
            if not left or self._aws.time.now() >= until:
                return left
            self._aws.time.sleep(LOOK)

    def _look(self, view: RunView) -> None:
        self._tell(*news(self._view, view))
        self._view = view
        self._screen.show(view)

    def _tell_act(self, act: Act) -> None:
        self._tell(deed(act, self._cast))

    def _tell(self, *lines: Line) -> None:
        at = clock(self._aws.time.now() - self._begun)
        if lines:
            self._screen.tell([Line(f"{at}  {line.text}", line.style) for line in lines])

    def _person(self) -> str:
        person = self._cast.people.person_of_iam(self._cast.requester)
        return person.person if person else self._cast.requester
