"""`muster simulate`: the predicted course of a run, by the very documents, in virtual time."""

import dataclasses
import functools
import json

import pytest
from fakes.embedded_process import ROOT, muster, plain_environment
from fakes.small_plan import write_small_plan

from muster.entrypoints.cli.main import run
from muster.entrypoints.local.conductor import ATTEMPTS, OnFailure
from muster.entrypoints.local.material import INVENTORY, PLAN, read_material
from muster.entrypoints.simulate.predict import Wish, predict
from muster.entrypoints.simulate.screen import course_screen
from muster.model.base import Mode

FIRST_FAILS = "faults: [{launch-failure: {server: s-11111111111111111, reason: no capacity}}]"
FIRST_ALWAYS_FAILS = (
    "faults: [{launch-failure: {server: s-11111111111111111, reason: broken, times: always}}]"
)
RECOVERY = Wish(mode=Mode.RECOVERY)
DRIVER_DIES = "faults: [{kill: {document: muster-drill, after: 120s}}]"


@pytest.fixture(scope="module")
def course_of(tmp_path_factory):
    """Predicts the course of the small plan; the same question is answered once."""

    @functools.cache
    def predicted(*, gate=False, faults="", wish=Wish()):  # noqa: B008 - frozen
        folder = tmp_path_factory.mktemp("small")
        paths = write_small_plan(folder, gate=gate, faults=faults)
        given = str(paths["faults"]) if faults else ""
        material = read_material([paths["plan"]], inventory=paths["inventory"], faults=given)
        return predict(material, wish)

    return predicted


def states(course):
    return {wave.wave: wave.state for wave in course.waves}


def test_the_shipped_plan_is_recovered_within_its_rto():
    material = read_material([PLAN])

    course = predict(material, Wish())

    assert (course.state, course.rto_kept, course.stopped) == ("succeeded", True, "")
    assert 30 * 60 < course.makespan < 45 * 60
    assert set(states(course).values()) == {"succeeded"}
    starts = [wave.start for wave in course.waves]
    assert starts == sorted(starts)
    assert [len(job.servers) for job in course.jobs] == [2, 2, 2]
    assert [use.peak for use in course.quotas] == [1, 2, 3]
    assert [(a.who, a.what, a.about) for a in course.answers] == [
        ("approver", "approve", "applications")
    ]


def test_a_simulation_says_what_each_wave_waited_for(course_of):
    course = course_of(gate=True, wish=RECOVERY)

    waited = {each.what: each.seconds for each in course.waves[1].waited}

    assert waited["first"] > 500
    assert 50 <= waited["the plan's wait"] <= 70
    assert 0 < waited["approval of @owners"] <= 60


def test_where_nobody_is_named_stand_ins_approve_and_are_told(course_of):
    course = course_of(gate=True, wish=RECOVERY)

    assert course.mode == "recovery"
    assert course.stand_ins == ("stand-in-1", "stand-in-2")
    assert [answer.who for answer in course.answers] == ["stand-in-1", "stand-in-2"]
    assert course.state == "succeeded"


def test_a_failed_wave_ends_the_simulation_unless_told_otherwise(course_of):
    course = course_of(faults=FIRST_FAILS)

    assert course.state == "deciding"
    assert "nobody decides on first" in course.stopped
    assert course.waves[0].servers[0].reason == "no capacity"
    assert states(course) == {"first": "failed", "second": "pending"}
    assert course.rto_kept is False


def test_on_failure_retry_launches_what_is_missing(course_of):
    course = course_of(faults=FIRST_FAILS, wish=Wish(on_failure=OnFailure.RETRY))

    assert course.state == "succeeded"
    assert [wave.attempt for wave in course.waves] == [2, 1]
    assert [job.launched for job in course.jobs] == [0, 1, 1]


def test_on_failure_retry_gives_up_at_last(course_of):
    course = course_of(faults=FIRST_ALWAYS_FAILS, wish=Wish(on_failure=OnFailure.RETRY))

    assert course.state == "aborted"
    assert [answer.what for answer in course.answers] == [*["retry"] * (ATTEMPTS - 1), "abort"]


def test_on_failure_skip_goes_on_without_the_wave(course_of):
    course = course_of(faults=FIRST_FAILS, wish=Wish(on_failure=OnFailure.SKIP))

    assert states(course) == {"first": "skipped", "second": "succeeded"}
    assert course.state == "succeeded"


def test_on_failure_abort_ends_the_run(course_of):
    course = course_of(faults=FIRST_FAILS, wish=Wish(on_failure=OnFailure.ABORT))

    assert course.state == "aborted"
    assert states(course)["second"] == "cancelled"


def test_a_run_that_loses_its_driver_is_restarted(course_of):
    course = course_of(faults=DRIVER_DIES)

    assert course.state == "succeeded"
    assert [answer.what for answer in course.answers] == ["restart"]
    assert [job.launched for job in course.jobs] == [1, 1]


def test_faults_that_go_on_do_not_keep_the_course_from_being_counted(course_of):
    throttled = "faults: [{throttle: {operation: 'drs:DescribeJobs', per_second: 0.02}}]"

    course = course_of(faults=throttled)

    assert course.state == "succeeded"
    assert len(course.jobs) == len(course.waves)


def test_equal_input_and_seed_give_equal_output_in_every_process(course_of, tmp_path):
    paths = write_small_plan(tmp_path, gate=True)
    arguments = ["simulate", str(paths["plan"]), "--inventory", str(paths["inventory"])]
    environ = {**plain_environment(tmp_path), "PYTHONHASHSEED": "1"}

    here = course_of(gate=True, wish=RECOVERY)
    there = muster(*arguments, "--mode", "recovery", "--json", environ=environ)

    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout) == json.loads(json.dumps(dataclasses.asdict(here)))


def test_another_seed_gives_another_course(course_of):
    one = course_of(gate=True, wish=RECOVERY)
    other = course_of(gate=True, wish=dataclasses.replace(RECOVERY, seed=1))

    assert one.jobs != other.jobs


def test_the_screen_shows_waves_servers_jobs_quotas_and_answers(course_of):
    course = course_of(gate=True, wish=RECOVERY)

    said = "\n".join(line.text for line in course_screen(course))

    for words in (
        "recovery of small, predicted: succeeded",
        "made up: stand-in-1, stand-in-2",
        "first-server s-11111111111111111",
        "DRS jobs in progress",
        "stand-in-2: approve second after",
    ):
        assert words in said


def test_the_exit_code_says_no_if_the_run_would_not_succeed(tmp_path, capsys):
    paths = write_small_plan(tmp_path, faults=FIRST_FAILS)
    arguments = ["simulate", str(paths["plan"]), "--inventory", str(paths["inventory"])]

    code = run([*arguments, "--faults", str(paths["faults"])])

    assert code == 1
    assert "stopped: nobody decides on first" in capsys.readouterr().out


def test_every_mistake_of_an_inventory_is_told_at_once(tmp_path, capsys):
    paths = write_small_plan(tmp_path)
    paths["inventory"].write_text("servers:\n- {id: s-1}\n- {hostname: x}\nregoin: eu\n")

    code = run(["simulate", str(paths["plan"]), "--inventory", str(paths["inventory"])])

    said = capsys.readouterr().err
    assert code == 1
    assert said.count(str(paths["inventory"]) + ":") == 3
    assert "hint: what it may hold" in said


def test_an_inventory_of_another_account_is_refused_with_what_to_write(tmp_path, capsys):
    paths = write_small_plan(tmp_path)
    text = paths["inventory"].read_text().replace("123456789012", "999999999999")
    paths["inventory"].write_text(text)

    code = run(["simulate", str(paths["plan"]), "--inventory", str(paths["inventory"])])

    assert code == 1
    assert 'account: "123456789012", region: us-west-2' in capsys.readouterr().err


def test_an_unknown_fault_is_refused_with_those_that_there_are(tmp_path, capsys):
    paths = write_small_plan(tmp_path)
    arguments = ["simulate", str(paths["plan"]), "--inventory", str(paths["inventory"])]

    code = run([*arguments, "--faults", "earthquake"])

    assert code == 1
    assert "ready-made are `capacity`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said", "hint"),
    [
        ("slack-outage", "befalls a chat", "make demo FAULT=slack-outage"),
        (".", "is neither a file nor a ready-made fault", "ready-made are `capacity`"),
    ],
)
def test_what_is_no_fault_script_is_told_with_what_to_do(capsys, given, said, hint):
    plan, inventory = str(PLAN), str(INVENTORY)

    assert run(["simulate", plan, "--inventory", inventory, "--faults", given]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert hint in told


def test_the_sample_inventory_is_where_the_documentation_says():
    assert (ROOT / "templates" / "inventories" / "sample.yaml").samefile(INVENTORY)


def test_the_conversion_of_extended_servers_is_part_of_what_is_predicted(tmp_path):
    paths = write_small_plan(tmp_path)
    paths["inventory"].write_text("""
servers:
- {id: s-11111111111111111, staging: {account: "210987654321", server: s-b1111111111111111}}
- {id: s-22222222222222222}
- {id: s-b1111111111111111, account: "210987654321"}
""")

    course = predict(read_material([paths["plan"]], inventory=paths["inventory"]), Wish())

    first, second = course.waves
    (conversion,) = [w for w in first.waited if "conversion" in w.what]
    assert course.state == "succeeded"
    assert conversion.what == "conversion in staging account 210987654321"
    assert 4 * 60 < conversion.seconds <= 6 * 60 + 30
    assert first.duration - second.duration > 30
    assert [w.what for w in second.waited if "conversion" in w.what] == []
