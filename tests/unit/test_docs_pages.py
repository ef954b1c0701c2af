"""What the documentation links to and names exists."""

import re
import shlex

import click
import pytest
from docs_pages import (
    ROOT,
    anchors,
    blocks,
    links,
    name_of,
    pages,
    prose_of,
    shown_commands,
    text_of,
)

from muster.entrypoints.cli.root import root

PAGES = pages()
DOCS = [page for page in PAGES if name_of(page).startswith("docs/")]
PACKAGES = ("muster", "bot", "ssm_documents", "eventbridge", "templates", "tests", "docs")
CODE = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"`(test_\w+)`")
PLAIN_WORDS = {"…", "VERB", "RUN", "PLAN", "FILE"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    missing = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        found = target.exists() and (not anchor or anchor in anchors(target))
        missing += [] if found else [link]

    assert missing == []


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_every_page_can_be_reached(page):
    towards = {
        (other.parent / link.partition("#")[0]).resolve()
        for other in PAGES
        if other != page
        for link in links(other)
    }

    assert page.resolve() in towards


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_shown_exists_with_its_options(page):
    for line in shown_commands(page):
        words = shlex.split(re.split(r"\s[|>#]\s?", line)[0])[1:]
        _parse(root, words, line)


def _parse(group, words, line):
    context = group.make_context("muster", [], resilient_parsing=True)
    command, rest = group, list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        assert found is not None, f"there is no command {rest[0]!r}: {line}"
        command, rest = found, rest[1:]
        context = command.make_context(command.name, [], context, resilient_parsing=True)
    known = {o for parameter in command.get_params(context) for o in parameter.opts}
    asked = {word.partition("=")[0] for word in rest if word.startswith("--")}
    assert asked <= known, f"{asked - known}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_that_is_shown_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text_of_makefile(), re.MULTILINE))
    shown = re.findall(r"`make ([a-z]+)[^`]*`", text_of(page))
    for block in blocks(page, "sh", "console"):
        shown += re.findall(r"^(?:\$ )?make ([a-z]+)", block.text, re.MULTILINE)

    assert set(shown) <= targets


def text_of_makefile():
    return (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_is_named_exists(page):
    named = [text for text in CODE.findall(prose_of(page)) if _is_path(text)]
    missing = [text for text in named if not _is_there(text, page)]

    assert missing == []


def _is_path(text):
    head = text.split("/")[0]
    whole = re.fullmatch(r"[\w./*-]+", text) is not None
    return whole and head in PACKAGES and "/" in text


def _is_there(text, page):
    found = list(ROOT.glob(text.rstrip("/"))) or list(page.parent.glob(text.rstrip("/")))
    return bool(found)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_test_that_is_named_exists(page):
    named = set(TEST.findall(text_of(page)))

    assert named <= ALL_TESTS


def _all_tests():
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found |= {path.stem}
        found |= set(re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8")))
    return found


ALL_TESTS = _all_tests()


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_every_fence_names_its_language(page):
    fences = re.findall(r"^```(.*)$", text_of(page), re.MULTILINE)[::2]

    assert all(fences)
