"""Files that are made from the code are what the code makes."""

import pytest

from muster.entrypoints import generate
from muster.model.codes import ALL


@pytest.mark.parametrize("path", generate.GENERATED)
def test_a_generated_file_is_current(path):
    assert (generate.ROOT / path).read_text(encoding="utf-8") == generate.made(path)


def test_a_stale_file_fails_the_check_and_is_mended(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(generate, "ROOT", tmp_path)

    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert "docs/reference/errors.md" in capsys.readouterr().err


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.id)
def test_every_code_has_a_section_of_the_page(code):
    assert f"\n### {code.id}: {code.title}\n" in generate.made("docs/reference/errors.md")


def test_no_code_means_two_things():
    assert len({code.id for code in ALL}) == len({code.title for code in ALL}) == len(ALL)
