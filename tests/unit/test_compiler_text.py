"""Values survive the template's filter and the canonical dump, whatever they look like to YAML."""

import json
import math
import sys

import pytest
import yaml
from jinja2 import UndefinedError

from ssm_documents.compiler.dump import dumped
from ssm_documents.compiler.environment import as_yaml, environment

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]
HOSTILE = [
    "",
    " ",
    "~",
    "=",
    "<<",
    "NO",
    "on",
    "y",
    "N",
    "null",
    "1:30",
    "1_000",
    "1e3",
    "1e+16",
    "0x10",
    "0o17",
    "012345678901",
    "2024-01-01",
    ".5",
    ".inf",
    "-",
    "- a",
    "? a",
    "a: b",
    "a:",
    "a # b",
    "#",
    "*alias",
    "&anchor",
    "!tag",
    "%d",
    "@here",
    "`x`",
    "[a]",
    "{a}",
    "{{ variable:Outcome }}",
    "{# x #}",
    "<%= x %>",
    "<# x #>",
    "it's",
    '"quoted"',
    "back\\slash",
    "\\N",
    " leading",
    "trailing ",
    "tab\tbed",
    "two\nlines",
    "two\nlines\n",
    "\nfirst",
    "trailing \nspace",
    "carriage\rreturn",
    "next\x85line",
    "line\u2028separator",
    "para\u2029graph",
    "del\x7f",
    "nul\x00",
    "bell\x07",
    "c1\x9f",
    "nbsp\xa0here",
    "bom\ufeff",
    "not a character\ufffe",
    "replacement\ufffd",
    "emoji 🚢 and 👩‍🚒",
    "right\u202eleft",
    "---",
    "...",
    "key: |\n  text",
]


def read(text: str) -> list[object]:
    return [yaml.load(text, Loader=loader) for loader in LOADERS]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_survives_the_filter(value: str) -> None:
    for found in read(f"key: {as_yaml(value)}\n{as_yaml(value)}: [{as_yaml([value])}]\n"):
        assert found == {"key": value, value: [[value]]}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_survives_the_dump(value: str) -> None:
    for found in read(dumped({"key": value, value: [value]})):
        assert found == {"key": value, value: [value]}


def test_every_character_survives_the_filter_and_the_dump() -> None:
    codes = [*range(0xD800), *range(0xE000, 0x11000), *range(0x1F300, 0x1F700), sys.maxunicode]
    chars = [chr(code) for code in codes]
    values = ["".join(chars[start : start + 16]) for start in range(0, len(chars), 16)]
    values += [f"a{char}b" for char in chars[:0x500]]

    written = "\n".join(f"- {as_yaml(value)}" for value in values)

    for found in (*read(written), yaml.load(dumped(values), Loader=LOADERS[-1])):
        assert found == values


@pytest.mark.parametrize("value", [1, 0, -1, True, False, None, [], {}, {"a": [1, {"b": "NO"}]}])
def test_plain_data_keeps_its_type(value: object) -> None:
    for text in (f"key: {as_yaml(value)}", dumped({"key": value})):
        assert [found["key"] for found in read(text)] == [value, value]


def test_the_filter_writes_json_on_one_line() -> None:
    value = {"a": "x\ny", "b": ["🚢", "\x85"]}

    written = as_yaml(value)

    assert "\n" not in written
    assert json.loads(written) == value


@pytest.mark.parametrize("value", [0.5, math.inf, [1.0], {"a": 1e16}])
def test_the_filter_refuses_floats(value: object) -> None:
    with pytest.raises(TypeError, match="write a whole number or a text"):
        as_yaml(value)


@pytest.mark.parametrize("text", ["012345678901", "1e3", "0o17", "N", "y", "5e1", "1.5"])
def test_what_some_reader_takes_for_no_text_is_quoted(text: str) -> None:
    assert dumped([text]) == f"- '{text}'\n"


def test_the_dump_keeps_order_writes_no_alias_and_breaks_no_line() -> None:
    shared = {"b": "x " * 200 + "x", "a": 1}

    assert dumped([shared, shared]) == f"- b: {shared['b']}\n  a: 1\n" * 2


def test_a_script_is_a_literal_block_and_an_emoji_is_itself() -> None:
    written = dumped({"Script": "import json\n\nprint('🚢: {1}')\n"})

    assert written == "Script: |\n  import json\n\n  print('🚢: {1}')\n"


def test_a_missing_variable_is_an_error_and_not_an_empty_text() -> None:
    for template in ("key: <%= missing | yaml %>", "key: <%= missing.name | yaml %>"):
        with pytest.raises((TypeError, UndefinedError), match=r"(?i)undefined"):
            environment().from_string(template).render()


def test_there_is_one_environment() -> None:
    assert environment() is environment()


def test_a_long_text_is_written_at_once() -> None:
    text = "a" * 100_000 + "\x00"

    for value in (text[:-1] + "{", text, " ".join(["a"] * 50_000) + "#"):
        assert read(dumped([value])) == [[value], [value]]
