"""`muster audit verify`: what was changed in the records is found, and what was cut off, too."""

import json

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import NOW, RUN, fake_service, put_run

from muster.engine.audit import REMEMBERED, next_row, row_hash
from muster.engine.keys import audit_key
from muster.service.book import CHAT, append


@pytest.fixture
def service():
    service = fake_service()
    put_run(service)
    for number in range(4):
        write(service, RUN, number)
        row = {"fact": f"asked/{number}", "text": "status", "who": "anna", "at": NOW}
        append(service.table, service.table, row)
    return service


@pytest.fixture
def cli(service, capsys):
    return Cli(service, capsys)


def write(service, record, number):
    latest = service.table.items(f"AUDIT#{record}", newest=REMEMBERED)
    row = {"fact": f"fact/{number}", "text": "paused", "who": "anna", "at": NOW + number}
    service.table.write(next_row(record, latest, row))


def rewritten(service, record, number, **values):
    """A row changed by somebody who knows how hashes are made."""
    key = audit_key(record, number)
    row = {**service.table.item(key), **values}
    service.table.change(key, **values, hash=row_hash(row))


def test_records_that_nobody_changed_are_whole(cli):
    code, out, err = cli("audit", "verify")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == [CHAT, RUN[:8]]
    assert "8 rows in 2 records, all of them whole" in err


def test_one_record_may_be_checked_alone(cli):
    assert cli("audit", "verify", "last")[1].count("whole") == 1
    assert CHAT in cli("audit", "verify", "chat")[1]


@pytest.mark.parametrize("values", [{"text": "resumed"}, {"who": "ben"}, {"seq": 9}, {"hash": ""}])
def test_a_row_that_was_changed_is_named(service, cli, values):
    service.table.change(audit_key(RUN, 2), **values)
    code, out, err = cli("audit", "verify")

    assert code == 1
    assert "row 2 is not what was written" in out
    assert f"changed: {RUN[:8]}" in err


def test_a_row_changed_together_with_its_hash_is_found_by_the_next_one(service, cli):
    rewritten(service, CHAT, 2, text="nothing")

    assert "row 3 is not what was written" in cli("audit", "verify")[1]


def test_an_end_that_was_cut_off_is_found_against_an_earlier_look(service, cli, tmp_path):
    seen = tmp_path / "seen.json"
    seen.write_text(cli("audit", "verify", "--json")[1])
    service.table.remove(audit_key(RUN, 4))
    assert cli("audit", "verify")[0] == 0

    code, out, _ = cli("audit", "verify", "--against", str(seen))

    assert code == 1
    assert "it had 4 rows, and has 3" in out


def test_a_record_that_was_written_anew_is_found_against_an_earlier_look(service, cli, tmp_path):
    seen = tmp_path / "seen.json"
    seen.write_text(cli("audit", "verify", "--json")[1])
    for number in range(1, 5):
        service.table.remove(audit_key(RUN, number))
    for number in range(10, 16):
        write(service, RUN, number)

    code, out, _ = cli("audit", "verify", "--against", str(seen))

    assert code == 1
    assert "row 4 is not the one that was there" in out


def test_what_has_grown_since_is_whole(service, cli, tmp_path):
    seen = tmp_path / "seen.json"
    seen.write_text(cli("audit", "verify", "--json")[1])
    write(service, RUN, 99)

    assert cli("audit", "verify", "--against", str(seen))[0] == 0
    assert json.loads(seen.read_text())[0]["record"] == CHAT


def test_a_file_that_is_none_of_ours_is_refused_with_what_to_give(cli, tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"rows": 1}')
    code, _, err = cli("audit", "verify", "--against", str(other))

    assert code != 0
    assert "give a file that `muster audit verify --json` wrote" in err
