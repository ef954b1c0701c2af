import pytest

from muster.embedded.aws.automation.references import UnresolvedError, references_in, resolved
from muster.embedded.aws.automation.selectors import MISSING, SelectorError, plain, select

VALUES = {"Name": "db", "Count": 3, "Flag": True, "Ids": ["a", "b"], "Map": {"k": "{{ Name }}"}}


def lookup(name):
    if name not in VALUES:
        raise UnresolvedError(name)
    return VALUES[name]


@pytest.mark.parametrize("name", VALUES)
def test_a_string_that_is_one_reference_keeps_the_type_of_its_value(name):
    assert resolved(f"{{{{ {name} }}}}", lookup) == VALUES[name]


def test_a_reference_inside_text_is_written_out():
    text = "{{Name}}: {{ Count }}, {{ Flag }}, {{ Ids }}"

    assert resolved(text, lookup) == 'db: 3, true, ["a","b"]'


def test_references_are_replaced_at_any_depth_but_not_in_keys():
    value = {"{{ Name }}": [{"x": "{{ Count }}"}]}

    assert resolved(value, lookup) == {"{{ Name }}": [{"x": 3}]}


def test_an_item_that_refers_to_a_list_takes_its_place_item_by_item():
    assert resolved(["x", "{{ Ids }}", "{{ Count }}"], lookup) == ["x", "a", "b", 3]


def test_what_comes_in_is_not_searched_again():
    assert resolved("{{ Map }}", lookup) == {"k": "{{ Name }}"}


def test_an_unknown_reference_is_an_error():
    with pytest.raises(UnresolvedError):
        resolved("{{ Ghost }}", lookup)


def test_every_reference_of_a_value_is_found():
    assert list(references_in({"a": ["{{x}} {{ y.Z }}"], "b": 1})) == ["x", "y.Z"]


ANSWER = {"items": [{"id": "1", "tags": {"id": "t"}}, {"id": "2"}], "n": 5}


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("$.n", 5),
        ("$.items[1].id", "2"),
        ("$.items[0].tags", {"id": "t"}),
        ("$..id", ["1", "t", "2"]),
        ("$", ANSWER),
    ],
)
def test_child_index_and_deep_scan_are_understood(selector, found):
    assert select(selector, ANSWER) == found


@pytest.mark.parametrize("selector", ["$.x", "$.items[7]", "$.n.x", "$.items.id"])
def test_a_path_that_leads_nowhere_finds_nothing(selector):
    assert select(selector, ANSWER) is MISSING


@pytest.mark.parametrize("selector", ["items", "$.items[*]", "$.items[0:1]", "$.items[?(@.id)]"])
def test_what_is_not_documented_is_refused(selector):
    with pytest.raises(SelectorError):
        select(selector, ANSWER)


def test_an_answer_becomes_plain_json():
    from datetime import UTC, datetime
    from decimal import Decimal

    answer = {"at": datetime(2026, 1, 2, tzinfo=UTC), "n": Decimal(3), "ResponseMetadata": {}}

    assert plain(answer) == {"at": "2026-01-02T00:00:00+00:00", "n": 3}
