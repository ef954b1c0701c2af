"""Every `console` block of the documentation is run, and says what the page shows."""

import pytest
from docs_pages import ROOT, Command, name_of, pages, script
from docs_player import Player

PLAYED = [page for page in pages() if any(isinstance(e, Command) for e in script(page))]


@pytest.mark.parametrize("page", PLAYED, ids=name_of)
def test_a_page_says_what_its_commands_say(page, capsys, tmp_path, monkeypatch):
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(tmp_path)

    with Player(capsys) as reader:
        for entry in script(page):
            if isinstance(entry, Command):
                reader.play(entry)
            else:
                reader.obey(entry)
