"""No false alarm on the public runbooks of GitHub awslabs/aws-systems-manager.

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

TRUE_ALARMS = {
    (
        "*/Design/schema.json",
        "R014",
    ): "a stub without steps, filled in by the build; SSM refuses it",
    (
        "*/Design/schema.json",
        "R081",
    ): "its outputs name steps that the stub lacks",
    (
        "*Rds*/Documents/aws-*RdsInstance.json",
        "R203",
    ): "asks for 600 seconds of aws:invokeLambdaFunction, which waits 300 at most",
}
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
        fnmatch(finding.file, pattern) and finding.code == code for pattern, code in TRUE_ALARMS
    )


@pytest.mark.skipif(not CORPUS, reason="CORPUS names no folder of runbooks")
def test_the_validator_finds_nothing_in_the_runbooks_of_aws_but_what_is_wrong():
    judged = dict(runbooks())

    findings = check_texts(judged)

    assert judged
    assert [str(finding) for finding in findings if not is_known(finding)] == []
