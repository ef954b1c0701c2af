"""A plan on paper: its commands in order, for one mode, quoted, as Markdown and as a page."""

import shlex
from pathlib import Path

import pytest
from fakes.muster_cli import Cli
from fakes.muster_service import fake_service

from muster.entrypoints.sheet.markdown import markdown
from muster.entrypoints.sheet.page import page
from muster.entrypoints.sheet.shell import Shell, aws, kept, until
from muster.entrypoints.sheet.values import Sheet
from muster.entrypoints.sheet.writing import Wish, sheet_of
from muster.model.base import Mode
from muster.model.plan import RecoveryPlan
from muster.model.workspace import load_people, load_plan
from muster.service.acting.prospect import prospect_of
from muster.service.acting.values import SourceServer

PLANS = Path(__file__).parents[2] / "templates" / "plans"
PAYMENTS = load_plan(PLANS / "payments.yaml")
TIERS = {"DBServer": 2, "AppServer": 0, "WebServer": 1}
NASTY = "<img src=x>`$(reboot)`|*\n# head"


def servers(*, name="a-server"):
    """What the groups of the starter plan ask for, and a server of nobody's."""
    tags = {"Application": "sample", "Name": name}
    tiers = [role for role, number in TIERS.items() for _ in range(number)]
    tagged = [(f"s-{number:017x}", tags | {"Role": role}) for number, role in enumerate(tiers)]
    named = [(server, {"Name": name}) for server in PAYMENTS.groups["applications"].servers]
    listed = [*tagged, *named, ("s-ffffffffffffffff0", {})]
    return [SourceServer(server, found.get("Name", ""), found) for server, found in listed]


def written(mode=Mode.RECOVERY, plan: RecoveryPlan = PAYMENTS, known=None, people=None) -> Sheet:
    found = prospect_of(plan, "ab" * 32, mode, servers() if known is None else known, {})
    return sheet_of(Wish(plan, mode, "2026-11-20 08:00:00 UTC", people), found)


def commands(sheet: Sheet) -> list[list[str]]:
    return [shlex.split(step.command) for section in sheet.sections for step in section.steps]


def launches(sheet: Sheet) -> list[list[str]]:
    return [words for words in commands(sheet) if "start-recovery" in words]


def test_waves_come_in_the_order_of_their_needs_and_launch_their_own_servers():
    titles = [section.title for section in written().sections]
    found = [
        [word.partition("=")[2].rstrip(")") for word in words if word.startswith("sourceServerID=")]
        for words in launches(written())
    ]

    assert titles == [
        "Before",
        "Wave 1: databases",
        "Wave 2: applications",
        "Wave 3: web",
        "Wave 4: switch-traffic",
        "After",
    ]
    assert found == [
        ["s-00000000000000000", "s-00000000000000001"],
        list(PAYMENTS.groups["applications"].servers),
        ["s-00000000000000002"],
    ]


@pytest.mark.parametrize(
    ("mode", "option"), [(Mode.DRILL, "--is-drill"), (Mode.RECOVERY, "--no-is-drill")]
)
def test_every_launch_says_whether_it_is_a_drill(mode, option):
    found = [{"--is-drill", "--no-is-drill"} & set(words) for words in launches(written(mode))]

    assert found == [{option}] * 3


def test_a_drill_moves_no_traffic_and_a_recovery_does():
    def invoked(mode):
        return ["lambda" in words for words in commands(written(mode))].count(True)

    assert (invoked(Mode.DRILL), invoked(Mode.RECOVERY)) == (0, 1)


def test_only_a_drill_is_cleaned_up():
    def ended(mode):
        return any("terminate-recovery-instances" in words for words in commands(written(mode)))

    assert ended(Mode.DRILL)
    assert not ended(Mode.RECOVERY)


def test_every_call_names_the_region():
    calls = [line for words in commands(written()) if "aws " in (line := " ".join(words))]

    assert len(calls) > 20
    assert all("--region us-west-2" in line for line in calls)


def test_who_may_approve_is_named_by_people_if_these_are_known():
    people = load_people(PLANS / "people.yaml")

    assert "Ask @dr-approvers (Alan Approver, Nora Night): 1 must agree." in [
        step.do for section in written(people=people).sections for step in section.steps
    ]
    assert "Ask @dr-approvers: 1 must agree." in [
        step.do for section in written().sections for step in section.steps
    ]


def test_more_servers_than_a_job_takes_are_launched_by_several_jobs():
    plan = PAYMENTS.model_copy(update={"waves": PAYMENTS.waves[:1]})
    tags = {"Application": "sample", "Role": "DBServer"}
    many = [SourceServer(f"s-{number:017x}", "", tags) for number in range(230)]

    found = launches(written(plan=plan, known=many))

    sizes = [sum(word.startswith("sourceServerID=") for word in words) for words in found]
    assert sizes == [100, 100, 30]
    assert len({words[0].partition("=")[0] for words in found}) == 3


def test_servers_that_the_plan_launches_one_after_the_other_have_a_job_each():
    waves = (PAYMENTS.waves[0].model_copy(update={"launch": "sequential"}),)

    found = launches(written(plan=PAYMENTS.model_copy(update={"waves": waves})))

    sizes = [sum(word.startswith("sourceServerID=") for word in words) for words in found]
    assert sizes == [1, 1]


def test_what_does_not_hold_now_stands_on_the_sheet():
    sheet = written(known=servers()[1:])

    assert sheet.problems == ("group databases has 1 server, the plan expects 2",)
    assert "**Does not hold now:** group databases has 1 server" in markdown(sheet)
    assert "Does not hold now: group databases has 1 server" in page(sheet)


def test_names_of_servers_are_text_on_both_pages():
    sheet = written(known=servers(name=NASTY))

    assert "<img" not in page(sheet)
    assert "&lt;img src=x&gt;" in page(sheet)
    assert "\n# head" not in markdown(sheet)
    assert "\\<img src=x\\>\\`$(reboot)\\`\\|\\* \\# head" in markdown(sheet)


def test_the_page_loads_nothing():
    text = page(written())

    assert not any(word in text for word in ("<script", "http://", "https://", "@import", "url("))


def test_whatever_is_said_to_a_command_stays_one_word():
    hostile = "$(reboot); `reboot` 'x' \"y\" \\ *"

    command = kept("X", aws("us-west-2", "ssm", "do", "--name", hostile, Shell('"$Y"')))

    inner = command.removeprefix("X=$(").removesuffix(') && echo "$X"')
    assert shlex.split(inner) == [
        *("aws", "ssm", "do", "--region", "us-west-2", "--name"),
        hostile,
        "$Y",
    ]
    assert until("true", hostile).count(shlex.quote(hostile)) == 2


def test_a_long_command_is_broken_before_options_only():
    command = aws("us-west-2", "drs", "do", *(f"--option-{n}=value" for n in range(20)))

    assert all(len(line) < 96 for line in command.splitlines())
    assert all(line.startswith("  --option") for line in command.splitlines()[1:])


def test_a_plan_of_several_places_gets_no_sheet_that_could_name_the_wrong_one(tmp_path, capsys):
    spread = PLANS.joinpath("payments.yaml").read_text()
    elsewhere = (
        "{target: {region: us-east-2, account: '222222222222'}, servers: [s-5817ab4ccdfa96db3"
    )
    path = tmp_path / "plan.yaml"
    path.write_text(spread.replace("{servers: [s-5817ab4ccdfa96db3", elsewhere))

    code, out, err = Cli(fake_service(), capsys)("plan", "sheet", str(path))

    assert (code, out) == (1, "")
    assert "several places: 123456789012 us-west-2, 222222222222 us-east-2" in err
