"""The lines that people paste into a shell mean what they say, whatever the values are."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssm_documents.scripts.lib.tell import command_line


class Here:
    run, region = "run-1", "us-west-2"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_a_shell_reads_every_value_back_as_it_was(value):
    words = shlex.split(command_line(Here, "decide", Reason=value))

    assert words[:3] == ["aws", "ssm", "start-automation-execution"]
    assert json.loads(words[-1]) == {"RunId": ["run-1"], "Reason": [value]}


@pytest.mark.parametrize("value", ["'; rm -rf ~ #", "$(id)", "`id`", '"', "\\", "!!", "a\nb"])
def test_nothing_in_a_value_reaches_the_shell_itself(value):
    line = command_line(Here, "decide", Reason=value)

    assert len(shlex.split(line)) == 9
    assert "\n" not in line
