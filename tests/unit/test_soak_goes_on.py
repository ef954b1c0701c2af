"""The soak goes on where it stopped."""

from soak.__main__ import drawn, kept_before, noted


def test_seeds_that_kept_every_promise_are_not_played_again(tmp_path):
    notes = tmp_path / "soak.jsonl"
    lines = [noted(3, "now", []), noted(4, "now", ["a promise: broken"]), noted(5, "before", [])]
    notes.write_text("\n".join([*lines, noted(6, "now", [])]))

    assert kept_before(notes, "now") == {3, 6}


def test_a_line_that_was_cut_off_counts_for_nothing_and_spoils_no_other(tmp_path):
    notes = tmp_path / "soak.jsonl"
    notes.write_text(noted(1, "now", [])[:-4] + noted(2, "now", []) + "\n")

    assert kept_before(notes, "now") == {2}
    assert kept_before(tmp_path / "none", "now") == set()


def test_cases_that_are_drawn_differently_have_another_mark(tmp_path, monkeypatch):
    (tmp_path / "case.py").write_text("what is drawn")
    usual = drawn()
    monkeypatch.setattr("soak.__main__.HERE", tmp_path)

    assert len({usual, drawn()}) == 2
    assert drawn() == drawn()
