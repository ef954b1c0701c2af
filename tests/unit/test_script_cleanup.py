"""What a clean-up says at the end of a pass."""

from types import SimpleNamespace
from typing import Any

import pytest

from ssm_documents.scripts import cleanup
from ssm_documents.scripts.lib.here import RefusedError


@pytest.fixture
def _not_done(monkeypatch):
    """A pass at whose end something is left."""
    ended = SimpleNamespace(run="r", mode="drill", state="succeeded")
    monkeypatch.setattr(cleanup, "load_run", lambda _: ended)
    monkeypatch.setattr(cleanup, "open_here", lambda events: SimpleNamespace(events=events))
    monkeypatch.setattr(cleanup, "repeat", lambda *_: False)


@pytest.mark.usefixtures("_not_done")
def test_a_clean_up_goes_on_in_another_pass_but_does_not_end_well_with_something_left():
    here: Any = SimpleNamespace(run="r")

    assert cleanup._cleaned(here, {})["Again"] == "yes"
    with pytest.raises(RefusedError, match="still there"):
        cleanup._cleaned(here, {"report": "yes"})
