"""Text → values with places: YAML and JSON, friendly and hostile."""

import pytest

from ssm_documents.validator import check, check_text
from ssm_documents.validator.text import parse

MINIMAL = "schemaVersion: '0.3'\nmainSteps: [{name: A, action: 'aws:pause', inputs: {}}]\n"


def test_a_finding_reads_like_a_compiler_error():
    text = MINIMAL.replace("name: A", "name: A, retires: 3, maxAttempt: 2")

    assert "\n".join(map(str, check_text(text, "drill.yaml"))) == (
        "drill.yaml:2:23: error[R041] unknown key `retires` of step `A`\n"
        "hint: known are `name`, `action`, `description`, `inputs`, `outputs`, `maxAttempts`, "
        "`timeoutSeconds`, `onFailure`, `onCancel`, `nextStep`, `isEnd` and `isCritical`\n"
        "drill.yaml:2:35: error[R041] unknown key `maxAttempt` of step `A`\n"
        "hint: did you mean `maxAttempts`?"
    )


def test_a_finding_of_a_document_without_text_says_the_path():
    document = {"schemaVersion": "0.3", "mainSteps": [{"name": "A", "inputs": {}}]}

    [finding] = check(document)

    assert str(finding).splitlines()[0] == "mainSteps[0]: error[R046] step `A` has no action"


def test_json_is_read_with_places_tabs_and_emoji():
    text = '{\n\t"schemaVersion": "0.3",\n\t"mainSteps": [\n\t\t{"name": "\\ud83d\\ude00 \\/"}]}'

    places = {(finding.place.line, finding.place.column) for finding in check_text(text, "a.json")}

    assert parse(text, "a.json").document["mainSteps"] == [{"name": "😀 /"}]
    assert places == {(4, 3), (4, 12)}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("012", 10),
        ("NO", False),
        ("'NO'", "NO"),
        ("~", None),
        ("2024-01-01", "2024-01-01"),
        ("2024-99-99", "2024-99-99"),
        ("!!str 12", "12"),
        ("&a x", "x"),
        ("1_000", 1000),
        ("0b_", "0b_"),
        (".inf", float("inf")),
    ],
)
def test_scalars_become_plain_json_values(written, value):
    assert parse(f"key: {written}", "a.yaml").document == {"key": value}


def test_anchors_and_merges_are_written_out():
    text = "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: [*a]\n"

    assert parse(text, "a.yaml").document == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 3},
        "c": [{"x": 1, "y": 2}],
    }


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' * 50_000, "- " * 50_000])
def test_deep_nesting_is_refused_without_a_crash(text, file):
    assert {finding.code for finding in check_text(text, file)} <= {"R001", "R005", "R006"}


def test_aliases_that_multiply_are_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    [finding] = check_text("\n".join(lines), "a.yaml")

    assert finding.code == "R006"


def test_a_structure_that_holds_itself_is_refused():
    document = {"schemaVersion": "0.3"}
    document["mainSteps"] = [document]

    assert [finding.code for finding in check(document)] == ["R006"]


def test_ten_megabytes_are_refused_unread():
    assert [finding.code for finding in check_text("x" * 10_000_000, "a.yaml")] == ["R005"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not YAML: did not find expected node content"),
        ("a: \ud800", "text is not UTF-8"),
        ("a: *nowhere", "alias `*nowhere` has no anchor"),
        (MINIMAL + "---\n" + MINIMAL, "file holds more than one YAML document"),
        ("a: \x07", "not YAML: control characters are not allowed"),
    ],
)
def test_text_that_cannot_be_read_says_why(text, message):
    messages = [finding.message for finding in check_text(text, "a.yaml") if finding.code == "R001"]

    assert messages == [message]


def test_broken_json_says_where():
    [finding] = check_text('{"schemaVersion": "0.3",}', "a.json")

    assert str(finding).startswith("a.json:1:25: error[R001] not JSON: ")


def test_a_message_never_carries_control_characters_or_endless_names():
    text = MINIMAL.replace("name: A", 'name: "A\\n\\e[31m' + "x" * 5000 + '"')

    messages = [finding.message for finding in check_text(text, "a.yaml")]

    assert all(message.isprintable() and len(message) < 500 for message in messages)


def test_a_number_that_python_refuses_to_print_is_refused():
    document = {"schemaVersion": "0.3", "mainSteps": [{"maxAttempts": 10**6000}]}

    assert [finding.code for finding in check(document)] == ["R006"]
