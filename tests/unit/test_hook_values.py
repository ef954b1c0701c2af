"""Variables of hooks become references, and nothing else of a plan does."""

from compiler_cases import hook, steps, wave_book

from ssm_documents.compiler.hook_values import filled, lists_in

FACTS = {"run": "{{ RunId }}", "wave": "w", "plan": "p", "mode": "{{ T.Mode }}"}


def test_a_fact_of_the_run_may_stand_inside_a_text():
    asked = {"Title": "drill ${muster.run} of ${muster.plan}", "Home": "${HOME}"}

    assert filled(asked, "T", FACTS) == {"Title": "drill {{ RunId }} of p", "Home": "${HOME}"}


def test_a_list_is_the_output_of_the_turn_before_the_hook():
    asked = {"Ids": "${muster.instance_ids}", "Names": ["a", "${muster.wave}"]}

    assert filled(asked, "Turn_after_1", FACTS) == {
        "Ids": "{{ Turn_after_1.InstanceIds }}",
        "Names": ["a", "w"],
    }
    assert lists_in(asked) == ("instance_ids",)


def test_a_turn_finds_out_only_what_its_hook_asks_for():
    plain, asking = hook(), hook(parameters={"Ids": "${muster.private_ips}"})
    made = steps(wave_book(groups=["g"], after=[plain, asking]))

    names = [[each["Name"] for each in made[f"Turn_after_{n}"]["outputs"]] for n in (1, 2)]
    assert names == [["Run", "Mode"], ["Run", "Mode", "PrivateIps"]]
    assert made["Turn_after_2"]["inputs"]["InputPayload"]["next_lists"] == "private_ips"
