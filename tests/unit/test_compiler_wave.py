"""The document of one wave."""

import pytest
from compiler_cases import approval, compiled, hook, steps, wave_book

SERVERS = {"groups": ["g"]}


def names(**wave) -> list[str]:
    return list(steps(wave_book(**wave)))


def test_a_wave_launches_and_a_healthy_one_is_checked() -> None:
    assert names(**SERVERS) == ["Begin", "RecoverServers", "Passed", "Finish"]
    assert "CheckHealth" in names(**SERVERS, health=["ec2-status"])


def test_a_checkpoint_has_its_gate_and_hooks_only() -> None:
    assert names(approval=approval(), run=[hook()]) == [
        "Begin",
        "OpenGate",
        "ChooseGate",
        "Approve",
        "VerifyApproval",
        "Turn_run_1",
        "Choose_run_1",
        "Run1_check_licences",
        "Turn_run_2",
        "Passed",
        "Finish",
    ]


def test_hooks_stand_around_the_launch_in_the_order_of_the_plan() -> None:
    before = [hook(runbook="first"), hook(runbook="second")]
    hooks = names(**SERVERS, before=before, after=[hook(runbook="third")], health=["ec2-status"])

    assert [n for n in hooks if n.startswith(("Before", "After", "Recover", "Check"))] == [
        "Before1_first",
        "Before2_second",
        "RecoverServers",
        "CheckHealth",
        "After1_third",
    ]


@pytest.mark.parametrize("asked", [["drill"], ["recovery"], ["drill", "recovery"]])
def test_a_gate_stands_whatever_the_mode_since_the_wave_learns_it_from_its_run(asked) -> None:
    assert "Approve" in names(**SERVERS, approval=approval(modes=asked))


def test_the_outcome_is_failed_until_every_step_has_passed() -> None:
    book = wave_book(**SERVERS)

    assert book.content()["variables"] == {"Outcome": {"type": "String", "default": "failed"}}
    assert steps(book)["Passed"]["inputs"] == {"Name": "variable:Outcome", "Value": "succeeded"}
    assert steps(book)["Finish"]["inputs"]["InputPayload"]["outcome"] == "{{ variable:Outcome }}"


def test_whatever_fails_after_begin_leads_to_finish_which_alone_decides() -> None:
    made = steps(wave_book(**SERVERS, approval=approval(), before=[hook()], health=["ec2-status"]))
    middle = {name: step for name, step in made.items() if name not in ("Begin", "Finish")}

    assert not [name for name, step in middle.items() if step["isCritical"]]
    assert {step["onFailure"] for step in middle.values()} == {
        "step:Finish",
        "step:VerifyApproval",
        "step:Turn_before_2",
    }
    for name in ("Begin", "Finish"):
        assert (made[name]["onFailure"], made[name]["isCritical"]) == ("Abort", True)
    assert made["Finish"]["isEnd"] is True


def test_a_turn_knows_the_hook_before_and_the_hook_after_it() -> None:
    hooks = [hook(on_failure="continue"), hook(runbook=None, function="dns", modes=["recovery"])]
    made = steps(wave_book(**SERVERS, before=hooks))

    told = [
        {key: made[f"Turn_before_{k}"]["inputs"]["InputPayload"][key] for key in keys}
        for keys in [("previous", "previous_step", "previous_on_failure", "next", "next_modes")]
        for k in (1, 2, 3)
    ]

    first, second = "before-1-check-licences", "before-2-dns"
    assert [each["previous"] for each in told] == ["", first, second]
    assert [each["previous_step"] for each in told] == [
        "",
        "Before1_check_licences",
        "Before2_dns",
    ]
    assert [each["previous_on_failure"] for each in told] == ["", "continue", "abort"]
    assert [each["next"] for each in told] == [first, second, ""]
    assert [each["next_modes"] for each in told] == ["drill", "recovery", ""]


def test_a_hook_that_is_not_to_run_is_passed_over() -> None:
    made = steps(wave_book(**SERVERS, before=[hook()]))["Choose_before_1"]["inputs"]

    assert made == {
        "Choices": [
            {
                "NextStep": "Before1_check_licences",
                "Variable": "{{ Turn_before_1.Run }}",
                "StringEquals": "yes",
            }
        ],
        "Default": "Turn_before_2",
    }


def test_a_hook_goes_on_to_its_judge_whether_it_fails_or_not() -> None:
    made = steps(wave_book(**SERVERS, before=[hook(timeout=77)]))["Before1_check_licences"]

    assert (made["onFailure"], made["nextStep"]) == ("step:Turn_before_2", "Turn_before_2")
    assert (made["isCritical"], made["timeoutSeconds"]) == (False, 77)


def test_a_runbook_gets_the_plans_parameters_as_they_are() -> None:
    parameters = {"Tier": "web", "Answers": ("NO", "012345678901")}
    made = steps(wave_book(**SERVERS, before=[hook(parameters=parameters)]))

    assert made["Before1_check_licences"]["inputs"] == {
        "DocumentName": "check-licences",
        "RuntimeParameters": {"Tier": "web", "Answers": ["NO", "012345678901"]},
    }


def test_a_function_is_told_which_run_it_serves() -> None:
    function = hook(runbook=None, function="point-dns:live", parameters={"Zone": "a"})
    made = steps(wave_book(run=[function]))["Run1_point_dns"]

    assert made["inputs"] == {
        "FunctionName": "point-dns:live",
        "InvocationType": "RequestResponse",
        "InputPayload": {
            "run": "{{ RunId }}",
            "wave": "w",
            "plan": "payments",
            "mode": "{{ Turn_run_1.Mode }}",
            "hook": "run-1-point-dns",
            "parameters": {"Zone": "a"},
            "servers": "{{ Turn_run_1.Servers }}",
        },
    }


@pytest.mark.parametrize(
    ("target", "step"),
    [
        ("a.b-c", "Before1_a_b_c"),
        ("arn:aws:ssm:eu-west-1:210987654321:document/Shared.Doc", "Before1_Shared_Doc"),
        ("x" * 128, "Before1_" + "x" * 60),
    ],
)
def test_a_hook_step_is_named_after_what_it_runs(target: str, step: str) -> None:
    assert step in steps(wave_book(**SERVERS, before=[hook(runbook=target)]))


def test_the_same_hook_twice_makes_two_steps() -> None:
    assert {"Before1_check_licences", "Before2_check_licences"} <= set(
        names(**SERVERS, before=[hook(), hook()])
    )


def test_documents_come_in_the_order_of_the_plan() -> None:
    waves = [{"wave": name, "groups": []} | {"run": [hook()]} for name in ("z", "a", "m")]

    assert list(compiled(*waves))[2:] == [
        "muster-wave-payments.z",
        "muster-wave-payments.a",
        "muster-wave-payments.m",
    ]
