"""No false alarm on public runbooks, those of GitHub awslabs/aws-systems-manager above all.

    git clone https://github.com/awslabs/aws-systems-manager
    CORPUS=aws-systems-manager pytest tests/contract/test_validator_corpus.py

The runbooks are not copied into this repository; without `CORPUS` the test skips. `TRUE_ALARMS`
names what is found in them, with reason; `validator_corpus.md` says what was judged, and when.
"""

import os
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from ssm_documents.validator import check_texts

TRUE_ALARMS = (
    (
        "*/Design/schema.json",
        "R014",
        "a stub without steps, filled in by the build; SSM refuses it",
    ),
    ("*/Design/schema.json", "R081", "its outputs name steps that the stub lacks"),
    ("*Rds*/Documents/aws-*RdsInstance.json", "R203", "asks for 600 seconds; the action waits 300"),
    ("*gameday/*", "R197", "python3.6 or 3.7, which SSM no longer takes"),
    ("*gameday/*", "R195", "the script is put in by the build"),
    ("*gameday/*asg-availability_zone_outage/*", "R194", "asks for 900 seconds; a script has 600"),
    ("*gameday/*restore_from_backup/*", "R023", "a default that CloudFormation would have to fill"),
    (
        "*gameday/*restore_from_backup/*",
        "R102",
        "a message at a pause, which its page does not name",
    ),
    ("*-security-response-on-aws/*", "R195", "the script is put in by the build"),
    ("*-security-response-on-aws/*SNSTopic.yaml", "R134", "a selector without its `$`"),
    ("*chaos-ssm-documents/*", "R197", "python3.6, which SSM no longer takes"),
    ("*fis-template-library/*io-exhaustion*", "R088", "double braces that Python means, not SSM"),
    ("*user-guide/*", "R197", "python3.6, which SSM no longer takes"),
    ("*user-guide/action-pages.yaml", "R101", "parameters that slipped out of `RuntimeParameters`"),
    ("*user-guide/*-operators.yaml", "R203", "asks for 500 seconds; the action waits 300"),
    (
        "*user-guide/parent-child-child.yaml",
        "R114",
        "an empty `inputs`, and a `nextStep`, in `inputs`",
    ),
    ("*user-guide/parent-child-child.yaml", "R164", "an `Or` of one condition"),
)
"""Which file, which finding, and why it is right."""
CORPUS = os.environ.get("CORPUS", "")
IS_RUNBOOK = re.compile(r"""schemaVersion["']?\s*:\s*["']?0\.3\b""")


def runbooks():
    """The automation documents of the corpus by path; its other files are something else."""
    for path in sorted(Path(CORPUS).rglob("*")):
        if path.suffix in (".json", ".yaml", ".yml"):
            text = path.read_text(encoding="utf-8-sig")
            if IS_RUNBOOK.search(text):
                yield str(path), text


def is_known(finding):
    return any(
        fnmatch(finding.file, pattern) and finding.code == code for pattern, code, _ in TRUE_ALARMS
    )


@pytest.mark.skipif(not CORPUS, reason="CORPUS names no folder of runbooks")
def test_the_validator_finds_nothing_in_the_runbooks_of_aws_but_what_is_wrong():
    judged = dict(runbooks())

    findings = check_texts(judged)

    assert judged
    assert [str(finding) for finding in findings if not is_known(finding)] == []
