"""Files that were written to break the reader are refused, in their place and at once."""

import time

import pytest

from muster.model import limits
from muster.model.errors import PlanRefusedError
from muster.model.workspace import read_plan

MEGABYTE = limits.FILE_BYTES - 64


def refused(source):
    """The codes of the problems of `source`."""
    with pytest.raises(PlanRefusedError) as caught:
        read_plan(source if isinstance(source, bytes) else source.encode())
    return [problem.code for problem in caught.value.problems]


def many(piece, around="{}"):
    """`piece` as often as fits into the largest file that is read."""
    return around.format(piece * (MEGABYTE // len(piece.encode())))


HOSTILE = {
    "ten megabytes": "a" * 10_000_000,
    "one long word": many("a"),
    "open brackets": many("["),
    "open brackets, one a line": many("[\n"),
    "open braces": many("{"),
    "nested lists": many("- "),
    "nested keys": many("? "),
    "nested flow keys": "a: " + "{a: " * 50,
    "control characters": many("\x01"),
    "right-to-left marks": many("\u202e"),
    "emoji": many("😀"),
    "emoji as a name": many("😀", "plan: {}"),
    "digits": many("1", "plan: {}"),
    "digits and colons": many("1:", "plan: {}"),
    "one key over and over": many("a: b\n"),
    "many unknown keys": "\n".join(f"key{i}: 1" for i in range(60_000)),
    "many mistyped keys": "plan: x\n" + "\n".join(f"approva{i}: 1" for i in range(9_000)),
    "a long key": "k" * 1_000_000 + ": 1\nplan: x",
    "a long key of quotes": many("'", '"{}": 1'),
    "open quote": many("\n", 'plan: "{}'),
    "open block": many(" a\n", "plan: |\n{}"),
    "folded lines": many("a\n  ", "plan: {}"),
    "escapes": many("\\x41", '"{}"'),
    "anchors": many("&a x, ", "[{}"),
    "aliases": many("- *a\n"),
    "a billion laughs": "a: &a [x, x]\n"
    + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "tabs": many("\t"),
    "comments": many("#"),
    "directives": many("%TAG ! !x\n"),
    "documents": many("---\n"),
    "colons": many(": "),
    "commas": many(","),
    "waves without end": "plan: x\nwaves:\n" + "  - wave: a\n" * 6_000,
    "a long circle": "plan: x\nwaves:\n"
    + "".join(f"  - {{wave: w{i}, needs: [w{(i + 1) % 2000}]}}\n" for i in range(2_000)),
    "everybody needs everybody": "plan: x\nwaves:\n"
    + "".join(
        f"  - {{wave: w{i}, needs: [{','.join(f'w{j}' for j in range(50))}]}}\n" for i in range(50)
    ),
    "groups of equal tags": "plan: x\ngroups:\n"
    + "".join(f"  g{i}: {{tags: {{a: b, c: d}}}}\n" for i in range(2_000)),
    "wrong servers": "plan: x\ngroups: {g: {servers: ["
    + ",".join(f"x{i}" for i in range(19_000))
    + "]}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_seconds(name):
    started = time.process_time()

    assert refused(HOSTILE[name])
    assert time.process_time() - started < 5  # of this process alone: others may be busy


PLAN = """\
plan: {plan}
description: {description}
target: {{region: us-west-2, account: {account}}}
objectives: {{rto: {rto}, rpo: 5m}}
groups: {{databases: {{tags: {{{tag}}}}}}}
waves: [{{wave: databases, groups: [databases]}}]
"""
GOOD = {
    "plan": "payments",
    "description": "Card payments",
    "account": '"012345670123"',
    "rto": "45m",
    "tag": "Role: DBServer",
}


def plan_with(**values):
    return PLAN.format(**{**GOOD, **values})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"description": '"{{ global:ACCOUNT_ID }}"'}, "P031"),
        ({"description": "{{ x }}"}, "P031"),
        ({"description": "NO"}, "P011"),
        ({"description": "on"}, "P011"),
        ({"rto": "1:30"}, "P011"),
        ({"account": "012345670123"}, "P011"),
        ({"account": "123456789012"}, "P022"),
        ({"description": '"bell \\a"'}, "P005"),
        ({"description": "right\u202eto left"}, "P005"),
        ({"description": '"right\\u202eto left"'}, "P005"),
        ({"description": '"line\\u2028separator"'}, "P005"),
        ({"description": "zero\u200bwidth"}, "P005"),
        ({"description": '"\\ud83d\\ude00"'}, "P004"),
        ({"plan": "p" * 5000}, "P030"),
        ({"plan": "payments\u0430"}, "P030"),
        ({"description": "d" * 5000}, "P025"),
        ({"tag": '"{{k}}": v'}, "P031"),
        ({"tag": "Role: yes"}, "P011"),
        ({"tag": "NO: x"}, "P011"),
        ({"tag": "Role: DBServer, Role: Web"}, "P009"),
        ({"tag": "<<: {a: b}"}, "P007"),
        ({"tag": "Role: &a x"}, "P007"),
        ({"tag": "Role: !!python/object/apply:os.system [id]"}, "P008"),
        ({"plan": "[" * 30 + "]" * 30}, "P010"),
    ],
    ids=lambda value: str(value)[:50] if isinstance(value, dict) else value,
)
def test_a_hostile_value_is_refused_in_its_place(values, code):
    assert refused(plan_with(**values)) == [code]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\"Say 'yes'\"", "Say 'yes'"),
        ("'a: b # c'", "a: b # c"),
        ('"NO"', "NO"),
        ('"1:30"', "1:30"),
        ('"012345"', "012345"),
        ("Größe 😀 日本", "Größe 😀 日本"),
        ("👩\u200d🚒 on duty", "👩\u200d🚒 on duty"),
        ("don't", "don't"),
        ("10.0.0.1", "10.0.0.1"),
        ("1.2.3", "1.2.3"),
        ("12:99", "12:99"),
        ("No way", "No way"),
        ("{a}", None),
        ('"{a} }} %{"', "{a} }} %{"),
        (">-\n  folded\n  lines", "folded lines"),
    ],
)
def test_an_unusual_text_is_kept_exactly_or_refused(written, read):
    source = plan_with(description=written)
    if read is None:
        assert refused(source)
    else:
        assert read_plan(source.encode()).description == read


@pytest.mark.parametrize(
    "source",
    [b"\xff\xfe" + "plan: x".encode("utf-16-le"), b"\xef\xbb\xbfplan: x", b"plan: \xfc", b"\x80"],
)
def test_another_encoding_is_refused(source):
    assert refused(source) == ["P003"]


def test_line_ends_of_windows_are_read():
    plan = read_plan(plan_with().replace("\n", "\r\n").encode())

    assert plan.plan == "payments"
