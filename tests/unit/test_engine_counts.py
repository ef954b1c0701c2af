"""A number and its word agree."""

import pytest

from muster.engine.counts import counted


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 servers wait"), (1, "1 server waits"), (2, "2 servers wait")]
)
def test_word_and_verb_follow_the_number(number, told):
    assert counted(number, "server waits", "servers wait") == told


def test_a_word_alone_takes_an_s():
    assert [counted(n, "wave") for n in (1, 12)] == ["1 wave", "12 waves"]
