"""What the chat shows of a plan whose groups are recovered in other accounts and Regions too."""

import pytest
from fakes.bot_on_fakes import BotOnFakes
from fakes.bot_team import OPERATOR

from muster.embedded.slack.blocks import validate_view
from muster.service.acting.values import SourceServer

PLAN = """\
plan: {name}
target: {{region: us-west-2, account: "123456789012"}}
objectives: {{rto: 45m, rpo: 5m}}
groups:
  databases: {{tags: {{Role: DBServer}}}}
  far: {{servers: [s-00000000000000901, s-00000000000000902], target: {there}}}
  tagged: {{tags: {{Role: DBServer, Site: far}}, target: {elsewhere}}}
waves:
  - {{wave: databases, {first}}}
  - {{wave: web, needs: [databases], groups: [{groups}]}}
"""
THERE = '{region: us-east-2, account: "222222222222"}'
ELSEWHERE = '{region: eu-west-1, account: "333333333333"}'
KNOWN = [
    SourceServer(f"s-0000000000000000{n}", "db", {"Role": "DBServer", "Site": "far"}, "CONTINUOUS")
    for n in range(2)
]


def plan(name, groups):
    first = "wait: 1m" if groups == "databases" else "groups: [databases]"
    text = PLAN.format(name=name, groups=groups, first=first, there=THERE, elsewhere=ELSEWHERE)
    unused = {"far", "tagged"} - set(groups.split(", "))
    return "".join(
        line
        for line in text.splitlines(keepends=True)
        if line.strip().partition(":")[0] not in unused
    )


@pytest.fixture
def team(tmp_path):
    with BotOnFakes() as team:
        for name, groups in {
            "listed": "far",
            "tagging": "far, tagged",
            "near": "databases",
        }.items():
            path = tmp_path / name / "plan.yaml"
            path.parent.mkdir()
            path.write_text(plan(name, groups))
            team.publish(path)
        team.source_servers.servers = list(KNOWN)
        yield team


def test_a_recovery_of_several_accounts_says_what_it_launches_where(team):
    team.type(OPERATOR, "recover listed")
    told = team.modal_text(OPERATOR)

    assert "launches *4 recovery instances for production*" in told
    assert "in account `123456789012`, `us-west-2` and account `222222222222`, `us-east-2`" in told
    assert "*web* · 2 servers in account `222222222222`, `us-east-2` · after databases" in told
    assert "where the run looks and I do not" in told
    assert "DRS has no source server" not in told
    assert validate_view(team.slack.modal(OPERATOR).payload) == []


def test_servers_elsewhere_that_are_chosen_by_tags_are_not_counted_but_said_to_be_more(team):
    team.type(OPERATOR, "drill tagging")

    assert "launches *at least 4 drill instances*" in team.modal_text(OPERATOR)
    assert "servers by tags in account `333333333333`, `eu-west-1`" in team.modal_text(OPERATOR)


def test_several_plans_count_what_is_elsewhere_too(team):
    team.type(OPERATOR, "recover listed tagging")
    told = team.modal_text(OPERATOR)

    assert "*2 plans, at least 6 servers*" in told
    assert "*listed* · 4 servers in 2 waves" in told
    assert "tagging, group tagged: servers by tags in account `333333333333`" in told


def test_a_plan_names_the_groups_of_which_it_does_not_know_the_servers(team):
    team.type(OPERATOR, "plan tagging")

    assert "*far* · 2 servers in account `222222222222`, `us-east-2`, not looked at" in (
        team.told(OPERATOR)
    )


def test_a_server_here_is_of_no_group_that_is_recovered_elsewhere(team):
    team.type(OPERATOR, "servers")

    assert "tagging (databases)" in team.told(OPERATOR)
    assert "(tagged)" not in team.told(OPERATOR)


def test_two_servers_of_the_same_name_are_two_servers(team):
    team.type(OPERATOR, "recover near listed")

    assert team.modal_text(OPERATOR).count("is in near and listed") == 2
