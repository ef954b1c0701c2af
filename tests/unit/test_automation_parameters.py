import pytest

from muster.embedded.aws.automation.parameters import InvalidParametersError, bound, written


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("String", ["x"], "x"),
        ("StringList", ["x", "y"], ["x", "y"]),
        ("Integer", ["7"], 7),
        ("Boolean", ["true"], True),
        ("Boolean", ["False"], False),
        ("StringMap", ['{"a": "b"}'], {"a": "b"}),
        ("MapList", ['{"a": "b"}', '{"c": "d"}'], [{"a": "b"}, {"c": "d"}]),
        ("AWS::EC2::Instance::Id", ["i-1"], "i-1"),
        ("List<AWS::EC2::Instance::Id>", ["i-1"], ["i-1"]),
    ],
)
def test_lists_of_strings_become_typed_values(kind, given, value):
    assert bound({"P": {"type": kind}}, {"P": given}) == {"P": value}


@pytest.mark.parametrize(
    ("declaration", "given"),
    [
        ({"type": "String"}, {}),
        ({"type": "String"}, {"P": ["a", "b"]}),
        ({"type": "Integer"}, {"P": ["x"]}),
        ({"type": "Boolean"}, {"P": ["yes"]}),
        ({"type": "StringMap"}, {"P": ["[]"]}),
        ({"type": "String", "allowedValues": ["a"]}, {"P": ["b"]}),
        ({"type": "String", "allowedPattern": "[a-z]+"}, {"P": ["a1"]}),
        ({"type": "String", "maxChars": 2}, {"P": ["abc"]}),
        ({"type": "StringList", "minItems": 2}, {"P": ["a"]}),
        ({"type": "String", "default": "x"}, {"P": ["x"], "Q": ["y"]}),
    ],
)
def test_what_does_not_fit_is_refused(declaration, given):
    with pytest.raises(InvalidParametersError):
        bound({"P": declaration}, given)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(InvalidParametersError, match=r"`Q` is not in.*`P` is required"):
        bound({"P": {"type": "String"}}, {"Q": ["x"]})


def test_defaults_fill_in_and_may_be_empty():
    assert bound({"P": {"type": "String", "default": ""}}, {}) == {"P": ""}


def test_values_are_shown_as_lists_of_strings():
    assert [written(v) for v in ("x", 7, True, ["a"], {"k": 1})] == [
        ["x"],
        ["7"],
        ["true"],
        ["a"],
        ['{"k":1}'],
    ]
