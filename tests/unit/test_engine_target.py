"""Who may launch next in a target account and Region."""

import dataclasses
import json

import pytest

from muster.engine.jobs import Job, jobs_as_text
from muster.engine.limits import HEAD_START
from muster.engine.polling import (
    has_turn,
    list_since,
    needs_listing,
    take_turn,
    with_listing,
    without_listing,
    without_turn,
)
from muster.engine.room import (
    room_for,
    with_quota,
    with_reservation,
    with_ticket,
    without_reservation,
)
from muster.engine.target import Target, after, read_target
from muster.engine.tickets import Ticket, urgency_of

NOW = 1_000
EMPTY = Target("1", "r")
MINE = Ticket("mine", wants=100, urgency=11, since=NOW, seen=NOW)


def job(number=1, servers=10, *, over=False, intent=""):
    status = "COMPLETED" if over else "STARTED"
    names = {f"s-{number}-{n}": "PENDING" for n in range(servers)}
    return Job(f"drsjob-{number}", status, "LAUNCH", NOW, 0, intent, names)


def stored(target: Target, write) -> Target:
    """What the next reader sees: the target as it was, with what was written."""
    assert write.when == (("equals", "version", target.version),) or not target.version
    before = {"jobs": jobs_as_text(target.jobs), "version": target.version} | {
        "listed_at": target.listed_at,
        "polled_ms": target.polled_ms,
        "turn": target.turn,
        "turn_until": target.turn_until,
        "reservations": {k: list(v) for k, v in target.reservations.items()},
        "tickets": [vars(t) for t in target.tickets],
    }
    return read_target("1", "r", {**before, **write.values})


def test_jobs_of_everybody_count_until_they_are_over():
    target = dataclasses.replace(EMPTY, jobs=(job(1, 100), job(2, 50), job(3, 100, over=True)))

    room = room_for(target, MINE, NOW)

    assert (room.jobs, room.servers) == (18, 350)


def test_a_reservation_counts_until_its_job_is_listed():
    reserved = stored(EMPTY, with_reservation(EMPTY, "r/w/1", 100, MINE, NOW))
    listed = stored(reserved, with_listing(reserved, [job(1, 100, intent="r/w/1")], 0, NOW))

    assert room_for(reserved, MINE, NOW).servers == 400
    assert room_for(listed, MINE, NOW).servers == 400
    assert not listed.reservations


def test_a_reservation_without_a_job_ends_with_its_intent():
    reserved = stored(EMPTY, with_reservation(EMPTY, "r/w/1", 100, MINE, NOW))

    later = stored(reserved, with_listing(reserved, [], 0, NOW + 181))

    assert room_for(later, MINE, NOW + 181).servers == 500


def test_who_waits_longer_or_is_more_urgent_gets_the_room_first():
    first = dataclasses.replace(MINE, holder="first", wants=450, since=NOW - 100)
    target = dataclasses.replace(EMPTY, tickets=(first,))

    assert room_for(target, MINE, NOW).servers == 50
    urgent = dataclasses.replace(MINE, urgency=urgency_of("recovery", 5))
    assert room_for(target, urgent, NOW).servers == 500


def test_a_large_ticket_is_not_starved_by_small_ones():
    large = dataclasses.replace(MINE, holder="large", wants=500, since=NOW - 1)
    target = dataclasses.replace(EMPTY, jobs=(job(1, 100),), tickets=(large,))

    assert room_for(target, dataclasses.replace(MINE, wants=1), NOW).servers == 0


def test_a_ticket_that_nobody_renews_is_forgotten():
    gone = dataclasses.replace(MINE, holder="gone", wants=500, since=NOW - 500, seen=NOW - 121)

    assert room_for(dataclasses.replace(EMPTY, tickets=(gone,)), MINE, NOW).servers == 500


def test_renewing_a_ticket_keeps_its_place():
    target = stored(EMPTY, with_ticket(EMPTY, MINE, NOW))
    again = stored(target, with_ticket(target, MINE, NOW + 30))

    assert [(t.since, t.seen) for t in again.tickets] == [(NOW, NOW + 30)]


@pytest.mark.parametrize(
    ("age", "turn_until", "needs"),
    [(11.9, 0, False), (12, 0, True), (300, NOW + 1, False), (300, NOW, True)],
)
def test_one_lists_when_the_snapshot_is_old(age, turn_until, needs):
    polled = int((NOW - age) * 1000)
    target = dataclasses.replace(EMPTY, polled_ms=polled, turn="other", turn_until=turn_until)

    assert needs_listing(target, "me", NOW) == needs


def test_who_listed_has_the_next_turn_unless_it_comes_late_or_leaves_it():
    taken = stored(EMPTY, take_turn(EMPTY, "me", NOW))
    listed = stored(taken, with_listing(taken, [], 0, NOW + 0.25))
    left = stored(listed, without_turn(listed, "me"))

    assert has_turn(listed, "me", NOW + 12.25)
    assert needs_listing(listed, "me", NOW + 12.25)
    assert not needs_listing(listed, "other", NOW + 12.25)
    assert needs_listing(left, "other", NOW + 12.25)
    assert needs_listing(listed, "other", NOW + 20)
    assert not has_turn(listed, "me", NOW + 20)
    assert without_turn(listed, "other") is None


def test_no_minute_has_a_sixth_poll_whatever_its_fractions_of_seconds():
    target, at, polls = after(EMPTY, take_turn(EMPTY, "me", NOW)), float(NOW), []
    for step in range(3000):
        at += 0.101 + step % 7 * 0.013
        if needs_listing(target, "me", at):
            polls.append(at)
            refused = step % 5 == 0
            write = without_listing(target, at) if refused else with_listing(target, [], 0, at)
            target = stored(target, write)

    assert len(polls) > 5
    assert all(later - first >= 60 for first, later in zip(polls, polls[5:], strict=False))


def test_of_two_who_take_the_turn_one_has_seen_an_old_version():
    first, second = take_turn(EMPTY, "a", NOW), take_turn(EMPTY, "b", NOW)

    assert first.when == second.when
    assert first.values["version"] == 1


def test_what_is_written_reads_back_the_same():
    target = stored(EMPTY, with_listing(EMPTY, [job(1, 3, intent="r/w/1")], 0, NOW))

    assert target.jobs == (job(1, 3, intent="r/w/1"),)
    assert target.version == 1


def test_what_a_later_release_has_added_to_the_item_stops_no_wave_of_an_older_one():
    later = json.dumps([["drsjob-1", "STARTED", "LAUNCH", NOW, 0, "", {"PENDING": ["s-1"]}, "new"]])
    item = {"version": 1, "tickets": [{**vars(MINE), "new": 1}], "jobs": later, "new": 1}

    target = read_target("1", "r", item)

    assert target.tickets == (MINE,)
    assert target.jobs[0].servers == {"s-1": "PENDING"}


def test_what_a_wave_was_given_leaves_its_ticket_and_the_rest_keeps_its_place():
    mine = dataclasses.replace(MINE, wants=450)
    queued = stored(EMPTY, with_ticket(EMPTY, mine, NOW))
    given = stored(queued, with_reservation(queued, "r/w/1", 100, mine, NOW + 30))
    done = stored(
        given, with_reservation(given, "r/w/2", 350, dataclasses.replace(mine, wants=350), NOW + 31)
    )

    assert [(t.wants, t.since) for t in given.tickets] == [(350, NOW)]
    assert done.tickets == ()


def test_a_refused_launch_gives_its_room_back():
    reserved = stored(EMPTY, with_reservation(EMPTY, "r/w/1", 100, MINE, NOW))
    again = stored(reserved, without_reservation(reserved, "r/w/1", NOW))

    assert room_for(again, MINE, NOW).servers == 500


def test_a_smaller_quota_is_learned_and_forgotten_again():
    target = after(EMPTY, with_quota(EMPTY, "a_job", 100, NOW))

    assert room_for(target, MINE, NOW).a_job == 50
    assert room_for(target, MINE, NOW + 3601).a_job == 100


def test_a_quota_that_jobs_in_progress_may_have_used_up_is_not_believed_to_be_smaller():
    busy = dataclasses.replace(EMPTY, jobs=(job(1),))

    assert with_quota(busy, "servers", 100, NOW) is None
    assert with_quota(EMPTY, "jobs", 100, NOW) is None
    assert after(EMPTY, with_quota(EMPTY, "servers", 100, NOW)).learned == {"servers": (50, NOW)}


def test_a_listing_reaches_back_to_the_oldest_job_in_progress():
    fresh = dataclasses.replace(EMPTY, listed_at=NOW * 10 - 15, jobs=(job(1),))

    assert list_since(fresh, NOW * 10) == NOW - 60
    assert list_since(EMPTY, 100_000) == 100_000 - 86_400


def test_a_day_full_of_jobs_that_are_over_leaves_a_small_item():
    long_over = [dataclasses.replace(job(n, 100, over=True), ended=NOW) for n in range(500)]
    target = stored(EMPTY, with_listing(EMPTY, [job(999), *long_over], 0, NOW + 5_000))

    assert [one.job for one in target.jobs] == ["drsjob-999"]
    assert target.listed_since == NOW + 5_000 - 900


def test_the_result_of_a_job_stays_for_a_while_although_it_is_listed_no_more():
    ended = dataclasses.replace(job(1, over=True), ended=NOW)
    target = dataclasses.replace(EMPTY, jobs=(ended,))

    assert stored(target, with_listing(target, [], 0, NOW + 900)).jobs == (ended,)
    assert stored(target, with_listing(target, [], 0, NOW + 901)).jobs == ()


def test_a_wave_that_others_wait_for_comes_before_one_that_asked_a_little_earlier():
    last = dataclasses.replace(MINE, holder="web", followers=0, since=NOW - HEAD_START + 1)
    first = dataclasses.replace(MINE, holder="db", followers=1, since=NOW)

    assert first.order < last.order


def test_nobody_waits_for_ever_because_others_have_followers():
    last = dataclasses.replace(MINE, holder="web", followers=0, since=NOW - 2 * HEAD_START - 1)
    first = dataclasses.replace(MINE, holder="db", followers=2, since=NOW)

    assert last.order < first.order


def test_no_wave_of_a_drill_is_before_a_recovery_for_its_followers():
    drill = dataclasses.replace(MINE, urgency=urgency_of("drill", 1), followers=9)
    recovery = dataclasses.replace(MINE, urgency=urgency_of("recovery", 5), followers=0)

    assert recovery.order < drill.order
