"""What can be said of documents only by their names, or only together."""

import pytest
from validator_cases.case import runbook

from ssm_documents.validator import check, check_many, check_texts


def child(*steps, **parameters):
    return {"schemaVersion": "0.3", "parameters": parameters, "mainSteps": list(steps) or [SLEEP]}


def run(document, **inputs):
    inputs = {"DocumentName": document, **inputs}
    return {"name": "Run", "action": "aws:executeAutomation", "inputs": inputs}


SLEEP = {"name": "Rest", "action": "aws:sleep", "inputs": {"Duration": "PT1M"}}
APPROVE = {"name": "Ask", "action": "aws:approve", "inputs": {"Approvers": ["ann"]}}
PAUSE = {"name": "Hold", "action": "aws:pause", "inputs": {}}
ELSEWHERE = [{"Accounts": ["123456789012"], "Regions": ["us-west-2"]}]


def found(documents):
    return {
        name: [(finding.code, finding.message) for finding in findings]
        for name, findings in check_many(documents).items()
    }


@pytest.mark.parametrize("name", ["AWS-Drill", "amazon-drill", "amznDrill", "AWSEC2-x"])
def test_names_that_aws_keeps_for_itself_are_refused(name):
    [finding] = check(child(), name=name)

    assert finding.code == "R211"


@pytest.mark.parametrize("name", ["ab", "muster drill", "x" * 129, "drill/payments"])
def test_names_that_ssm_does_not_take_are_refused(name):
    [finding] = check(child(), name=name)

    assert finding.code == "R210"


@pytest.mark.parametrize("name", ["muster-drill-payments", "muster-wave-payments.web", "drill-aws"])
def test_names_of_muster_pass(name):
    assert check(child(), name=name) == []


@pytest.mark.parametrize(("gate", "code"), [(APPROVE, "R220"), (PAUSE, "R221")])
def test_a_gate_below_a_step_with_target_locations_is_found_through_any_depth(gate, code):
    documents = {
        "parent": child(run("middle", TargetLocations=ELSEWHERE)),
        "middle": child(run("leaf")),
        "leaf": child(gate),
    }

    assert [code for code, _ in found(documents)["parent"]] == [code]


def test_a_gate_in_a_child_of_the_same_account_is_fine():
    assert found({"parent": child(run("leaf")), "leaf": child(APPROVE)}) == {
        "parent": [],
        "leaf": [],
    }


def test_parameters_that_the_child_does_not_declare_are_found():
    documents = {
        "parent": child(run("wave", RuntimeParameters={"RunID": ["x"]})),
        "wave": child(RunId={"type": "String", "default": ""}),
    }

    assert found(documents)["parent"] == [("R222", "`wave` has no parameter `RunID`")]


def test_parameters_that_the_child_needs_must_be_given():
    documents = {
        "parent": child(run("wave", RuntimeParameters={})),
        "wave": child(RunId={"type": "String"}, Mode={"type": "String", "default": "drill"}),
    }

    assert found(documents)["parent"] == [("R223", "step `Run` does not give `wave` `RunId`")]


def test_documents_that_run_in_a_circle_are_found():
    documents = {"a-doc": child(run("b-doc")), "b-doc": child(run("a-doc"))}

    assert [code for findings in found(documents).values() for code, _ in findings] == ["R224"] * 2


def test_a_document_that_runs_itself_is_found():
    assert [code for code, _ in found({"a-doc": child(run("a-doc"))})["a-doc"]] == ["R224"]


def test_files_are_linked_by_their_stem_but_not_judged_by_it():
    parent = runbook("""
        - name: A
          action: aws:executeAutomation
          inputs:
            DocumentName: aws-leaf
            RuntimeParameters: {X: [y]}
    """)
    leaf = runbook("- {name: A, action: 'aws:pause', inputs: {}}")

    findings = check_texts({"some/parent.yaml": parent, "other/aws-leaf.yml": leaf})

    assert [str(finding).splitlines()[0] for finding in findings] == [
        "some/parent.yaml:7:27: error[R222] `aws-leaf` has no parameter `X`"
    ]
