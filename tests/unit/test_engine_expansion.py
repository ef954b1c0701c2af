"""Text of others in what Systems Manager expands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.expansion import unexpanded

DOUBLE = "{" * 2


@pytest.mark.parametrize("braces", range(2, 7))
def test_any_number_of_braces_in_a_row_is_expanded_by_nobody(braces):
    assert DOUBLE not in unexpanded("{" * braces + " global:ACCOUNT_ID }}")


@given(st.text(alphabet="{} a"))
def test_nothing_but_spaces_is_added(text):
    assert unexpanded(text).replace(" ", "") == text.replace(" ", "")
    assert DOUBLE not in unexpanded(text)
