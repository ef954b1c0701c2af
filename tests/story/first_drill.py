"""The tutorial's story, told once: what a newcomer does on the page, and what must be seen then.

Each chapter ends where nothing goes on unless somebody acts, so that nothing depends on pace.
"""

import json
from collections.abc import Callable
from pathlib import Path

from scenario.chromium_page import Page

OPERATOR, APPROVER = "Olivia Operator", "Alan Approver"
LONG = 55.0  # real seconds; a launch takes ten minutes of virtual time


class FirstDrill:
    """One newcomer before one page; `shoot` takes a picture of a chapter."""

    def __init__(self, page: Page, shoot: Callable[[str], None]) -> None:
        self.page, self.shoot = page, shoot

    def opens_the_page(self) -> None:
        self.page.wait_for("nothing touches AWS or Slack")
        self.page.wait_for("Your first drill")
        assert self.me() == OPERATOR
        self.shoot("channel")

    def asks_for_the_plans(self) -> None:
        self.page.click("#composer")
        self.page.type("/dr ")
        self.page.wait_for("rehearse a plan beside production")
        self.page.type("plans")
        self.sends()
        self.page.wait_for("Card payments, three tiers")
        self.step_done("Ask what can be recovered")

    def starts_a_drill(self) -> None:
        self.page.click("Type it as Olivia Operator")
        self.page.press("Escape")
        self.sends()
        self.page.wait_for("What will happen")
        self.page.wait_for("skipped, recovery only")
        asked = self.page.evaluate("document.getElementById('modal').innerText")
        assert asked.count("s-5") == 6
        assert asked.count("subnet-") == 3  # one a wave
        self.shoot("modal")
        self.page.click("Start the drill")
        self.root_says("0/2 servers")

    def watches_the_databases(self) -> None:
        self.root_says("databases · recovering · 0/2 servers")
        self.shoot("running")
        self.root_says("databases · succeeded · 2/2 servers")

    def is_refused_their_own_approval(self) -> None:
        self.page.wait_for("Approval needed: applications", LONG)
        self.root_says("applications · waits for approval")
        self.page.click("Approve")
        self.page.wait_for("You started this run, so you may not approve it")
        self.page.wait_for("Ask Alan Approver or Nora Night")
        self.step_done("waits for approval")
        self.shoot("refused")

    def approves_as_somebody_else(self) -> None:
        self.becomes(APPROVER)
        self.shoot("approval")
        self.page.click("Approve")
        self.page.wait_for("You let wave applications start")
        self.page.click("dialog[open] input")
        self.page.type("The database team has looked")
        self.shoot("approve")
        self.page.click("dialog[open] button[type=submit]")
        self.page.wait_for("Approved by Alan Approver")
        self.page.wait_for("The database team has looked")

    def retries_what_failed(self) -> None:
        self.page.wait_for("Decision needed: applications", LONG)
        self.page.wait_for("1 of 2 servers not launched")
        self.page.wait_for("InsufficientInstanceCapacity")
        self.becomes(OPERATOR)
        self.root_says("needs a decision")
        self.shoot("decision")
        self.page.click("Retry")
        self.page.wait_for("Retried by Olivia Operator")
        self.root_says("applications · recovering, attempt 2 · 1/2 servers")

    def pauses_and_resumes(self) -> None:
        self.page.click("Pause")
        self.root_says("paused")
        self.root_says("applications · succeeded, attempt 2 · 2/2 servers")
        self.root_says("web · pending · 0/2 servers · waits: the run is paused")
        self.page.evaluate(f"({ROOT}).scrollIntoView({{block: 'start'}})")
        self.shoot("paused")
        self.page.click("Resume")
        self.root_says("web · recovering")

    def sees_it_finish(self) -> None:
        self.page.wait_for("6 of 6 servers launched", LONG)
        self.page.wait_for("RTO 45 m 00 s kept")
        self.page.wait_for("Its drill instances still run")
        self.root_says("payments: succeeded")
        self.page.evaluate("document.getElementById('scroll').scrollTop = 1e9")
        self.shoot("finished")

    def cleans_up(self) -> None:
        self.page.click("Clean up")
        self.page.wait_for("6 drill instances of payments are terminated, and nothing else")
        self.page.click("Clean up")
        self.page.wait_for("none of the drill's instances is left", LONG)
        self.page.wait_until_gone("Its drill instances still run", LONG)
        self.page.wait_until_gone("Cleaning up", LONG)  # every message says how it ended
        self.page.wait_for("What next")
        self.page.wait_for("--document-name muster-drill-payments")
        self.shoot("next")

    # what is done again and again

    def sends(self) -> None:
        self.page.press("Escape")
        self.page.press("Enter")

    def becomes(self, name: str) -> None:
        self.page.click(name)
        self.page.until(f"({ME}) === {json.dumps(name)}", f"being {name}")

    def me(self) -> str:
        return str(self.page.evaluate(ME))

    def root_says(self, words: str) -> None:
        """Wait until the one message of the run says it."""
        said = f"({ROOT})?.innerText.includes({json.dumps(words)})"
        self.page.until(said, f"{words!r} in the run's message", LONG)

    def step_done(self, words: str) -> None:
        said = f"(one) => one.innerText.includes({json.dumps(words)})"
        done = f"[...document.querySelectorAll('.steps .done')].some({said})"
        self.page.until(done, f"step {words!r} done")

    def roots(self) -> int:
        """How many messages of a run there are."""
        return int(self.page.evaluate(f"{ROOTS}.length"))


ME = "document.querySelector('#people [aria-checked=true] b').innerText"
ROOTS = (
    "[...document.querySelectorAll('#messages > *')]"
    ".filter((one) => / RTO[, ]/.test(one.innerText) && one.innerText.includes('databases ·'))"
)
ROOT = f"{ROOTS}.at(-1)"


class Pictures:
    """Takes the pictures of a story into a folder; None takes none."""

    def __init__(self, page: Page, folder: Path | None, *, also: tuple[str, ...] = ()) -> None:
        self._page, self._folder, self._also = page, folder, also

    def __call__(self, name: str) -> None:
        if self._folder is None:
            return
        self._take(name)
        if name in self._also:
            self._in_the_dark(name)
            self._on_a_phone(name)

    def _take(self, name: str) -> None:
        self._page.resize(WIDTH, TALLER.get(name, HEIGHT))
        self._save(name)

    def _save(self, name: str) -> None:
        self._page.screenshot(self._folder / f"{name}.png")

    def _in_the_dark(self, name: str) -> None:
        self._page.prefer("dark")
        self._page.until("document.documentElement.dataset.theme === 'dark'", "dark colours")
        self._save(f"{name}-dark")
        self._page.prefer("light")
        self._page.until("document.documentElement.dataset.theme === 'light'", "light colours")

    def _on_a_phone(self, name: str) -> None:
        self._page.resize(412, 915, is_phone=True)
        self._page.until("matchMedia('(max-width: 700px)').matches", "a phone")
        self._save(f"{name}-phone")
        self._page.resize(WIDTH, HEIGHT)


WIDTH, HEIGHT = 1280, 900
TALLER = {"modal": 1020}  # so that all of it is seen
