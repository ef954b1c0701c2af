"""The words of the documentation are those of the glossary."""

import re

import pytest
from docs_pages import ROOT, name_of, pages, prose_of, text_of

GLOSSARY = ROOT / "docs" / "glossary.md"
ELSEWHERE = [page for page in pages() if page != GLOSSARY]
TERMS = [
    word
    for row in re.findall(r"^\| (\*\*.*?) \|", text_of(GLOSSARY), re.MULTILINE)
    for word in re.findall(r"\*\*(.*?)\*\*", row)
]
NEVER = ("test failover", "rehearsal run", "playbook", "protection set", "server group")


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_used_outside_the_glossary(term):
    stem = re.escape(term)

    assert any(re.search(rf"\b{stem}", text_of(page), re.IGNORECASE) for page in ELSEWHERE)


def test_no_term_stands_twice():
    assert len(TERMS) == len(set(TERMS))


@pytest.mark.parametrize("page", ELSEWHERE, ids=name_of)
def test_no_page_uses_another_word(page):
    found = [word for word in NEVER if word in prose_of(page).lower()]

    assert found == []
