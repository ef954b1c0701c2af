"""Shapes that look odd but run: none of them may raise an alarm."""

from textwrap import dedent

import pytest
from legal_shapes import calls, flow, values
from validator_cases.case import runbook

from ssm_documents.validator import check_text

SHAPES = calls.SHAPES | flow.SHAPES | values.SHAPES
DOUBTED = {
    "a message at a pause": (
        "R102",
        "- {name: A, action: 'aws:pause', inputs: {Message: go on once traffic is redirected}}",
    ),
    "a script that asks for a quarter of an hour": (
        "R194",
        """
        - name: A
          action: aws:executeScript
          timeoutSeconds: 900
          inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): pass'}
        """,
    ),
    "a selector without its dollar": (
        "R134",
        """
        - name: A
          action: aws:assertAwsResourceProperty
          inputs:
            Service: sns
            Api: GetTopicAttributes
            TopicArn: a
            PropertySelector: Attributes.KmsMasterKeyId
            DesiredValues: [k]
        """,
    ),
}
"""What runbooks in use do although no page promises it, and the code that says so."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_legal_shape_raises_no_alarm(shape):
    findings = check_text(runbook(SHAPES[shape]), "runbook.yaml")

    assert list(map(str, findings)) == []


@pytest.mark.parametrize("shape", DOUBTED)
def test_what_runbooks_in_use_do_is_warned_of_but_no_error(shape):
    code, text = DOUBTED[shape]

    findings = check_text(runbook(text), "runbook.yaml")

    assert [(one.code, one.severity) for one in findings] == [(code, "warning")]


def test_a_selector_without_its_dollar_is_followed_all_the_same():
    text = """
        - name: A
          action: aws:executeAwsApi
          inputs: {Service: drs, Api: DescribeJobs}
          outputs: [{Name: X, Selector: 'items[0].jobId', Type: String}]
    """

    findings = check_text(runbook(text), "runbook.yaml")

    assert sorted(one.code for one in findings) == ["R132", "R134"]


def test_json_indented_by_tabs_raises_no_alarm():
    text = dedent("""
        {
        >"schemaVersion": "0.3",
        >"mainSteps": [
        >>{"name": "A",>"action": "aws:pause",>"inputs": {}}
        >]
        }
    """).replace(">", "\t")

    assert check_text(text, "runbook.json") == []
