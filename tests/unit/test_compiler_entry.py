"""The documents that start a run."""

import pytest
import yaml
from compiler_cases import approval, compiled, plan, steps

from muster.model.plan import plan_hash

DRILL, RECOVERY = "muster-drill-payments", "muster-recover-payments"


def test_a_plan_has_one_document_a_mode_and_the_mode_is_a_constant_of_each() -> None:
    books = compiled()

    modes = {
        name: [step["inputs"]["InputPayload"]["mode"] for step in _scripts(books[name])]
        for name in (DRILL, RECOVERY)
    }

    assert set(modes[DRILL]) == {"drill"}
    assert set(modes[RECOVERY]) == {"recovery"}


def test_the_gate_stands_only_where_the_plan_asks_for_it() -> None:
    books = compiled(approval=approval(modes=["recovery"], expires=7200))

    assert "Approve" not in steps(books[DRILL])
    assert steps(books[RECOVERY])["Approve"]["timeoutSeconds"] == 7200
    assert list(steps(books[RECOVERY])) == [
        "Register",
        "Preflight",
        "OpenGate",
        "ChooseGate",
        "Approve",
        "VerifyApproval",
        "WaitForRoom",
        "Drive1",
        "Drive2",
        "Drive3",
        "Conclude",
    ]


def test_the_decision_role_or_the_break_glass_role_wakes_the_gate_and_a_cancel_ends_it() -> None:
    approve = steps(compiled(approval=approval())[RECOVERY])["Approve"]

    assert approve["inputs"]["Approvers"] == [
        "arn:aws:iam::012345678901:role/muster-decision",
        "arn:aws:iam::012345678901:role/muster-break-glass",
    ]
    assert approve["inputs"]["MinRequiredApprovals"] == 1
    assert "NotificationArn" not in approve["inputs"]
    assert approve["onCancel"] == "step:Conclude"
    assert approve["onFailure"] == "step:VerifyApproval"


def test_a_gate_whose_decisions_stand_is_not_opened_again() -> None:
    choose = steps(compiled(approval=approval())[RECOVERY])["ChooseGate"]["inputs"]

    assert choose == {
        "Choices": [
            {"NextStep": "Approve", "Variable": "{{ OpenGate.Ask }}", "StringEquals": "yes"}
        ],
        "Default": "VerifyApproval",
    }


def test_only_register_and_conclude_can_fail_an_execution() -> None:
    books = compiled(approval=approval())

    critical = [name for name, step in steps(books[RECOVERY]).items() if step["isCritical"]]
    aborting = [n for n, step in steps(books[RECOVERY]).items() if step["onFailure"] == "Abort"]

    assert critical == aborting == ["Register", "Conclude"]


def test_every_script_knows_the_plan_it_was_made_from() -> None:
    payloads = [step["inputs"]["InputPayload"] for step in _scripts(compiled()[DRILL])]

    assert {(payload["plan"], payload["hash"]) for payload in payloads} == {
        ("payments", plan_hash(plan()))
    }
    assert [payload["run"] for payload in payloads] == [
        "{{ RunId }}",
        *["{{ Register.RunId }}"] * (len(payloads) - 1),
    ]


def test_the_hub_is_the_plans_target_unless_the_settings_name_another() -> None:
    book = compiled()[DRILL]

    assert book.assume_role == "arn:aws:iam::012345678901:role/muster-automation"


@pytest.mark.parametrize(
    ("region", "partition"),
    [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("eu-central-1", "aws")],
)
def test_arns_are_of_the_regions_partition(region: str, partition: str) -> None:
    book = compiled(target={"region": region, "account": "000000000012"})[DRILL]

    assert book.assume_role == f"arn:{partition}:iam::000000000012:role/muster-automation"


def test_free_text_that_systems_manager_could_expand_is_refused_by_the_document() -> None:
    parameters = compiled()[DRILL].content()["parameters"]

    for name in ("Reason", "Ticket"):
        assert parameters[name]["allowedPattern"] == "^[^{}]{0,512}$"


def test_every_parameter_may_be_left_out() -> None:
    parameters = compiled()[DRILL].content()["parameters"]

    assert list(parameters) == ["RunId", "Waves", "PointInTime", "Reason", "Ticket"]
    assert all("default" in parameter for parameter in parameters.values())


def _scripts(book):
    found = []
    for step in yaml.safe_load(book.text())["mainSteps"]:
        inner = step["inputs"].get("Steps", [step])
        found += [each for each in inner if each["action"] == "aws:executeScript"]
    return found
