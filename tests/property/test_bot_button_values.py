"""What buttons carry comes back as it was sent, and nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import OfDecision, OfGate, OfReason, OfRetry, OfRun, OfStart, OfWave, read_value
from bot.views.limits import VALUE
from bot.words import Verb
from muster.service.errors import RefusedError

ids = st.from_regex(r"[A-Za-z0-9-]{1,64}", fullmatch=True)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,99}", fullmatch=True)
digests = st.from_regex(r"[0-9a-f]{0,64}", fullmatch=True)
numbers = st.integers(0, 10**9)
modes = st.sampled_from(["drill", "recovery"])
channels = st.one_of(st.just(""), st.from_regex(r"C[A-Z0-9]{2,20}", fullmatch=True))
of_run = {"run": ids, "epoch": numbers}
of_gate = {**of_run, "gate": names, "attempt": numbers, "digest": digests}
VALUES = st.one_of(
    st.builds(OfRun, **of_run),
    st.builds(OfWave, **of_run, wave=names, attempt=numbers),
    st.builds(OfRetry, **of_run, wave=st.one_of(st.just(""), names), attempt=numbers),
    st.builds(OfGate, **of_gate),
    st.builds(OfDecision, **of_gate, says=st.sampled_from(["approve", "reject"]), channel=channels),
    st.builds(OfReason, **of_run, verb=st.sampled_from(Verb), wave=names, channel=channels),
    st.builds(OfStart, plan=names, hash=digests, mode=modes, channel=channels),
)


@given(VALUES)
def test_a_value_comes_back_as_it_was_sent_and_fits_a_button(value):
    assert read_value(type(value), value.text()) == value
    assert len(value.text()) <= VALUE


@given(st.one_of(st.text(), st.none(), st.integers(), st.recursive(st.text(), st.lists)))
def test_whatever_else_comes_is_refused(text):
    with pytest.raises(RefusedError):
        read_value(OfGate, text)


@pytest.mark.parametrize(
    "text",
    [
        '{"run":"r","gate":"web","attempt":1,"digest":"","more":1}',
        '{"run":"r","gate":"web","attempt":true,"digest":""}',
        '{"run":"r","gate":"web","attempt":1.0,"digest":""}',
        '{"run":"r","gate":"../web","attempt":1,"digest":""}',
        '{"run":"r#","gate":"web","attempt":1,"digest":""}',
        '{"run":"r","gate":"web","attempt":1,"digest":"","mode":"live"}',
        '{"run":"r","gate":"web","attempt":1}',
    ],
)
def test_a_value_with_too_much_too_little_or_the_wrong_kind_is_refused(text):
    with pytest.raises(RefusedError, match="not one of mine"):
        read_value(OfGate, text)
