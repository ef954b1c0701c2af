"""What moto answers of documents is the same by the short way, without HTTP, as by wire."""

import json

import pytest
import yaml
from both_ways import by_both_ways, errors

CONTENT = {
    "schemaVersion": "0.3",
    "description": 'Pauses \u2013 "for a while".\n',
    "parameters": {
        "For": {"type": "String", "default": "PT1S", "description": "how long"},
        "Tags": {"type": "StringMap", "default": {"a": "b"}},
        "Servers": {"type": "StringList", "default": ["s-1", "s-2"]},
    },
    "mainSteps": [{"name": "pause", "action": "aws:sleep", "inputs": {"Duration": "{{ For }}"}}],
}
AUTOMATION = {"DocumentType": "Automation", "DocumentFormat": "JSON"}
YAML = {"DocumentType": "Automation", "DocumentFormat": "YAML"}


def calls(_answers):
    """What is asked, one call after the other."""
    tags = [{"Key": "owner", "Value": "nobody \u00fc"}]
    text = json.dumps(CONTENT)
    yield "create_document", {"Name": "in-json", "Content": text, **AUTOMATION, "Tags": tags}
    yield "create_document", {"Name": "in-yaml", "Content": yaml.safe_dump(CONTENT), **YAML}
    yield "create_document", {"Name": "in-json", "Content": text, **AUTOMATION}
    yield "create_document", {"Name": "no-json", "Content": "{", **AUTOMATION}
    for version in ({}, {"DocumentVersion": "$DEFAULT"}, {"DocumentVersion": "1"}):
        yield "get_document", {"Name": "in-json", "DocumentFormat": "JSON", **version}
    yield "get_document", {"Name": "in-yaml", "DocumentVersion": "$LATEST"}
    yield "get_document", {"Name": "in-yaml", "DocumentFormat": "YAML"}
    yield "get_document", {"Name": "in-json", "DocumentVersion": "7"}
    yield "get_document", {"Name": "unheard-of"}


@pytest.fixture(scope="module")
def both():
    return by_both_ways("ssm", calls)


def test_every_answer_of_documents_is_the_same_by_both_ways(both):
    (short, _), (wire, _) = both

    for one, other in zip(short, wire, strict=True):
        assert one == other
    assert errors(short) == {"DocumentAlreadyExists", "InvalidDocument", "InvalidDocumentContent"}


def test_the_journal_has_what_was_asked_and_how_it_ended_by_both_ways(both):
    (told, short), (_, wire) = both

    assert [(name, code) for name, code, _ in short] == [(name, code) for name, code, _ in wire]
    own = [params for name, _, params in short if name in ("ssm:CreateDocument", "ssm:GetDocument")]
    assert own == [params for _, params, _ in told]
