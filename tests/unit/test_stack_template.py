"""Claims about the CloudFormation templates, beyond what cfn-lint can know."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from policies.concrete import concrete

from eventbridge.patterns import event_rules
from muster.entrypoints.deploy.policies.catalogue import PEOPLE, ROLES, SPOKE, policy
from muster.entrypoints.deploy.policies.scoping import UnscopedError, derived
from muster.entrypoints.deploy.policies.statement import Statement
from muster.entrypoints.deploy.stack import alarms
from muster.entrypoints.deploy.stack.notation import Tagged, read, written
from muster.entrypoints.deploy.stack.template import hub, spoke
from muster.model.settings import Settings

INLINE, MANAGED = 10_240, 6_144
"""Characters of all inline policies of a role, and of one managed policy (IAM quotas)."""

LONGEST = {
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-southeast-2",
    "AWS::AccountId": "123456789012",
    "HookFunctions": ["arn:aws:lambda:ap-southeast-2:123456789012:function:" + "f" * 64] * 5,
    "HookRunbooks": ["arn:aws:ssm:ap-southeast-2:123456789012:document/" + "d" * 64] * 10,
    "EbsKeys": ["arn:aws:kms:ap-southeast-2:123456789012:key/" + "k" * 36] * 2,
}
EVERYTHING = ("HasEbsKeys", "HasHookFunctions", "HasHookRunbooks", "TerminateByTag")


@pytest.fixture(scope="module")
def resources():
    return read(hub())["Resources"]


def of_type(resources, kind):
    return {name: each for name, each in resources.items() if each["Type"] == kind}


def size(name):
    document = concrete(policy(name), LONGEST, holding=EVERYTHING)
    return len(json.dumps(document, separators=(",", ":")))


@pytest.mark.slow
def test_cfn_lint_finds_nothing(tmp_path):
    for name, text in (("hub", hub()), ("spoke", spoke())):
        (tmp_path / f"{name}.yaml").write_text(text)
    lint = Path(sys.executable).with_name("cfn-lint")
    files = map(str, sorted(tmp_path.iterdir()))
    done = subprocess.run([lint, *files], capture_output=True, text=True, check=False)

    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize("role", ROLES)
def test_a_role_holds_its_inline_policies_also_where_names_are_longest(role):
    inline = [name for name in ROLES[role] if name != "launching"]

    assert sum(map(size, inline)) <= INLINE


@pytest.mark.parametrize("name", ["launching", *PEOPLE.values()])
def test_a_managed_policy_is_within_its_quota(name):
    assert size(name) <= MANAGED


def test_the_record_outlives_the_stack(resources):
    for name in ("RunTable", "AuditLog"):
        assert resources[name]["DeletionPolicy"] == "Retain"
        assert resources[name]["UpdateReplacePolicy"] == "Retain"
        assert resources[name]["Condition"] == "MakesRecord"
    table = resources["RunTable"]["Properties"]
    assert table["DeletionProtectionEnabled"] is True
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_code_and_stack_call_things_the_same(resources):
    names = Settings()
    roles = of_type(resources, "AWS::IAM::Role").values()

    assert resources["RunTable"]["Properties"]["TableName"] == names.table
    assert resources["Topic"]["Properties"]["TopicName"] == names.topic
    assert {role["Properties"]["RoleName"] for role in roles} == set(ROLES)
    managed = of_type(resources, "AWS::IAM::ManagedPolicy").values()
    named = {each["Properties"]["ManagedPolicyName"] for each in managed}
    assert named == {"muster-launching", *PEOPLE}
    spokes = of_type(read(spoke())["Resources"], "AWS::IAM::Role").values()
    assert {role["Properties"]["RoleName"] for role in spokes} == set(SPOKE)


def test_the_queue_admits_our_rules_and_nobody_else(resources):
    statements = resources["QueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    admitted = statements[0]["Condition"]["ArnEquals"]["aws:SourceArn"]
    ours = {
        each["Properties"]["Name"]: name
        for name, each in of_type(resources, "AWS::Events::Rule").items()
    }

    assert {each.value.removesuffix(".Arn") for each in admitted} == {
        ours[rule.name] for rule in event_rules()
    }
    assert [each["Effect"] for each in statements] == ["Allow", "Deny"]


def test_the_rules_have_the_patterns_that_translation_knows(resources):
    made = [each["Properties"] for each in of_type(resources, "AWS::Events::Rule").values()]
    patterns = {each["Name"]: each.get("EventPattern") for each in made}

    assert {rule.name: patterns[rule.name] for rule in event_rules()} == {
        rule.name: rule.pattern for rule in event_rules()
    }


def test_every_handler_is_a_function_of_the_package(resources):
    for function in of_type(resources, "AWS::Lambda::Function").values():
        module, _, name = function["Properties"]["Handler"].rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))


def test_every_alarm_says_what_to_do_and_tells_people(resources):
    made = of_type(resources, "AWS::CloudWatch::Alarm")

    assert len(made) == len(alarms.ALARMS)
    for alarm in made.values():
        properties = alarm["Properties"]
        assert properties["AlarmActions"] == [Tagged("Ref", "Topic")]
        assert len(properties["AlarmDescription"]) > 30


def test_only_the_automation_role_may_start_waves_or_recoveries():
    for role, names in ROLES.items():
        text = json.dumps([concrete(policy(n), LONGEST, holding=EVERYTHING) for n in names])
        assert ("muster-wave-" in text) == (role == "muster-automation")
        assert ("drs:StartRecovery" in text) == (role == "muster-automation")


def test_nobody_may_do_everything_or_anything_to_all():
    reading = ("Describe", "Get", "List")
    for name in {name for names in (*ROLES.values(), *SPOKE.values()) for name in names}:
        for statement in policy(name):
            assert "*" not in statement.actions
            if statement.resources == ("*",):
                verbs = [action.partition(":")[2] for action in statement.actions]
                assert all(verb.startswith(reading) for verb in verbs), statement.sid


def test_an_action_that_nobody_has_thought_about_is_refused():
    scopes = [Statement("Known", ("drs:DescribeJobs",))]

    with pytest.raises(UnscopedError, match="drs:StartRecovery"):
        derived({"drs:DescribeJobs", "drs:StartRecovery"}, scopes)


def test_a_scope_without_any_declared_action_vanishes():
    scopes = [Statement("Used", ("a:One", "a:Two")), Statement("Unused", ("a:Three",))]

    assert derived({"a:One"}, scopes) == (Statement("Used", ("a:One",)),)


def test_a_template_is_written_without_aliases_which_cloudformation_does_not_know():
    shared = {"Effect": "Allow"}
    text = written({"Resources": {"A": [shared, shared], "B": {"Ref": "A"}}})

    assert "&" not in text
    assert read(text) == {"Resources": {"A": [shared, shared], "B": Tagged("Ref", "A")}}


def test_break_glass_asks_for_a_second_factor_unless_the_provider_does_and_is_named(resources):
    (trust,) = resources["BreakGlassRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    (rule,) = read(hub())["Rules"].values()

    assert trust["Condition"]["Bool"].value[:2] == [
        "AsksSecondFactor",
        {"aws:MultiFactorAuthPresent": "true"},
    ]
    assert trust["Condition"]["StringLike"] == {"sts:SourceIdentity": "?*"}
    assert read(hub())["Parameters"]["SecondFactor"]["Default"] == "iam"
    assert rule["RuleCondition"].value[1] == "provider"
    assert [each["Assert"].tag for each in rule["Assertions"]] == ["Not"]
