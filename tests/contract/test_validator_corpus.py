"""No false alarm on the public runbooks of GitHub awslabs/aws-systems-manager.

    git clone https://github.com/awslabs/aws-systems-manager
    CORPUS=aws-systems-manager pytest tests/contract/test_validator_corpus.py

The runbooks are not copied into this repository; without `CORPUS` the test skips. `TRUE_ALARMS`
names what is found in them with reason.
"""

import json
import os
from fnmatch import fnmatch
from pathlib import Path

import pytest

from ssm_documents.validator import check_text

TRUE_ALARMS = {
    ("*/Design/schema.json", "R014"): "a stub: the build fills in the steps",
    ("*/Documents/aws-CreateManaged*Instance*.json", "R014"): "likewise",
}
CORPUS = os.environ.get("CORPUS", "")


def runbooks():
    """The automation documents of the corpus; its other JSON and YAML files are something else."""
    for path in sorted(Path(CORPUS).rglob("*")) if CORPUS else ():
        if (
            path.suffix in (".json", ".yaml", ".yml")
            and "CloudFormationTemplates" not in path.parts
        ):
            text = path.read_text(encoding="utf-8-sig")
            if "schemaVersion" in text and "0.3" in text:
                yield path


def is_known(path, finding):
    return any(
        fnmatch(str(path), pattern) and finding.code == code for pattern, code in TRUE_ALARMS
    )


@pytest.mark.skipif(not CORPUS, reason="CORPUS names no folder of runbooks")
def test_the_validator_finds_nothing_in_the_runbooks_of_aws_but_what_is_wrong():
    judged = list(runbooks())

    alarms = [
        str(finding)
        for path in judged
        for finding in check_text(path.read_text(encoding="utf-8-sig"), str(path))
        if not is_known(path, finding)
    ]

    assert judged
    assert alarms == [], json.dumps(alarms, indent=2)
