"""Fault scripts as files: every kind can be written, and every mistake is told at once."""

import pytest

from muster.embedded.aws.faults.kinds import KINDS
from muster.embedded.aws.faults.ready_made import READY_MADE
from muster.embedded.aws.faults.script import load_faults, ready_made
from muster.embedded.aws.places import FormError


def mistakes(text):
    with pytest.raises(FormError) as wrong:
        load_faults(text)
    return list(wrong.value.mistakes)


@pytest.mark.parametrize("name", KINDS)
def test_the_example_of_every_kind_is_one_of_that_kind(name):
    ((kind, _),) = load_faults(f"faults:\n- {KINDS[name].example}\n").specifications

    assert kind is KINDS[name]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_happens_and_what_its_keys_mean(name):
    kind = KINDS[name]

    assert kind.says.endswith(".")
    assert all(field.means for field in kind.fields.values())


@pytest.mark.parametrize("name", READY_MADE)
def test_every_ready_made_script_stands_in_other_scripts_too(name):
    assert load_faults(f"faults: [{name}]") == ready_made(name)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("quota: {}", "quota: a quota must be named"),
        ("quota: {automations: 0}", "automations: must be a whole number of 1 or more"),
        ("stalled-job: {job: terminate}", "can stand still at: start, end only"),
        ("stalled-job: {for: never}", "for: must be a length of time"),
        (
            "throttle: {operation: drs:DescribeJobs, per_second: 1, rate: 0.5}",
            "with per_second, no other key says which calls are refused",
        ),
        ("throttle: {operation: drs:DescribeJobs, per_second: 0}", "per_second: must be a number"),
        ("replication: {server: any}", "or every"),
        ("replication: {becomes: DEAD}", "becomes: it may be"),
        ("launch-failure: {at: post_launch}", "did you mean post-launch?"),
        ("no-capacity: {subnet: here}", "subnet: must be a subnet id or a CIDR block"),
        ("role: {account: 210987654321}", 'write it in quotes, "210987654321"'),
        ("role: {action: AssumeRole}", "action: must be service:Operation"),
        ("clock-jump: {at: 1m}", "the key by is missing"),
        ("clock-jump: {by: -1m}", "by: must be a length of time"),
        ("event-forged: {source: aws.drs}", "the key detail_type is missing"),
        ("event-forged: {source: a, detail_type: b, detail: text}", "detail: must be a mapping"),
        ("unhealthy: {shows: dead}", "shows: it may be impaired, initializing"),
        ("command: {exit: 256}", "exit: must be a whole number from -1 to 255"),
        ("function: {how: slowly}", "how: it may be error, timeout"),
    ],
)
def test_a_mistake_is_told_where_it_is(fault, text):
    (told,) = mistakes(f"faults:\n- {fault}\n")

    assert told.startswith("faults:2: ")
    assert text in told


def test_mistakes_of_all_kinds_are_told_at_once():
    lines = [f"- {name}: {{no-such-key: 1}}" for name in KINDS]
    told = mistakes("\n".join(["faults:", *lines]))

    assert sum("unknown key" in one for one in told) == len(KINDS)
