"""What it costs: from quantities to dollars, and what the page admits."""

import dataclasses

import pytest

from muster.entrypoints.cost.counting import Used
from muster.entrypoints.cost.line import total
from muster.entrypoints.cost.page import page
from muster.entrypoints.cost.prices import ALL, SCRIPT_SECOND, STEP, Price
from muster.entrypoints.cost.resting import month
from muster.entrypoints.cost.running import run

USED = Used(
    servers=6,
    waves=4,
    seconds=1860,
    executions=8,
    steps=60,
    script_seconds=3600.0,
    read_units=3000,
    write_units=700,
    events=20,
    mails=2,
    kept=20_000,
    calls={},
)


def test_steps_and_script_seconds_are_the_bill_of_a_run():
    by_hand = 60 * 0.002 + 3600 * 0.00003

    assert total(list(run(USED))) == pytest.approx(by_hand, rel=0.02)


def test_ten_times_the_writes_hardly_show():
    more = dataclasses.replace(USED, write_units=7000)

    assert total(list(run(more))) < total(list(run(USED))) * 1.05


def test_a_month_counts_what_the_stack_has():
    lines = {line.what: line for line in month()}

    assert lines["alarms"].units >= 11
    assert lines["the Slack secret"].units == 1
    assert 1 < total(list(lines.values())) < 20


def test_every_price_that_is_used_stands_on_the_page_and_none_passes_for_checked():
    text = page(USED)

    used = {line.price for line in (*month(), *run(USED))}
    assert used <= set(ALL)
    assert text.count("unverified |") == len(ALL)
    assert "all are unverified" in text


def test_a_price_is_for_as_many_units_as_it_says():
    assert Price("x", 2.0, 1000, "").of(500) == 1.0
    assert (STEP.of(1), SCRIPT_SECOND.of(1000)) == pytest.approx((0.002, 0.03))
