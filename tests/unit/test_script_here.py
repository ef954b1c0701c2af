"""What a script finds of its run in the table."""

from types import SimpleNamespace
from typing import Any

import pytest

from ssm_documents.scripts.lib.here import RefusedError, load_wave


def test_a_wave_document_started_for_a_run_without_that_wave_says_so():
    here: Any = SimpleNamespace(run="r", wave="web", table=SimpleNamespace(get=lambda _: {}))

    with pytest.raises(RefusedError, match="run r has no wave 'web'"):
        load_wave(here)
