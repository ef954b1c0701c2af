"""What the demo says of itself, in the terminal and at the top of the page. Pure."""

from collections.abc import Iterator

from muster.entrypoints.cli.paper import Line


def tempo(speed: float) -> str:
    """How fast time runs."""
    if speed == 1:
        return "Time runs at its usual pace."
    fast = f"Time runs {speed:g} times as fast"
    return f"{fast}, and at its usual pace while it waits for you." if speed > 1 else f"{fast}."


def banner(speed: float) -> str:
    """One line at the top of the page."""
    return f"*A demo on this machine: nothing touches AWS or Slack.* {tempo(speed)}"


def introduction(plan: str, speed: float) -> Iterator[Line]:
    """Before anything is there."""
    yield Line(f"A drill of `{plan}` in a chat on this machine.", "bold")
    yield Line(f"Nothing touches AWS or Slack. {tempo(speed)}")
    yield Line("")


def addresses(page: str, endpoint: str, *, opened: bool) -> Iterator[Line]:
    """Once it is there: where it is, and how it ends."""
    yield Line(f"The channel:  {page}" + ("  (a browser opens it)" if opened else ""), "bold")
    yield Line(f"Its AWS:      {endpoint}, for the aws CLI; `muster run list` finds it by itself")
    yield Line("")
    yield Line("The page leads through the first drill. Ctrl-C ends everything.")


FAREWELL = "stopped: AWS, Slack and all in them are gone; no real account was touched"
