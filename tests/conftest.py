"""What every test may use."""

import hypothesis
import pytest
from fakes.loopback_only import forbid_the_rest
from pace import look_for_garbage_seldom, read_yaml_by_libyaml

look_for_garbage_seldom()
read_yaml_by_libyaml()
forbid_the_rest()  # for the whole session: no test can reach a real AWS

hypothesis.settings.register_profile(
    "muster",
    deadline=None,  # a busy machine is no failure
    derandomize=True,  # the same examples on every machine: a red run is everybody's
    max_examples=60,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "explore", parent=hypothesis.settings.get_profile("muster"), derandomize=False
)
hypothesis.settings.load_profile("muster")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite golden files instead of comparing them; read the difference",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with a golden file, or rewrite the file under `--update-golden`."""

    def compare(text: str, path) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing: run `make golden`"
        assert text == path.read_text(encoding="utf-8")

    return compare


PLAYED_AT_LENGTH = frozenset(
    {
        "test_bot_in_a_spoke.py",
        "test_channel_demo.py",
        "test_cost_is_counted.py",
        "test_demo_cannot_leave_this_machine.py",
        "test_demo_is_interrupted.py",
        "test_deploy_on_moto.py",
        "test_docs_are_played.py",
        "test_embedded_up_process.py",
        "test_events_of_a_drill.py",
        "test_failures_page.py",
        "test_failures_that_aws_produces.py",
        "test_functions_zip.py",
        "test_gates_asked_anew.py",
        "test_gates_hard_to_open.py",
        "test_health_checks.py",
        "test_hooks_of_all_kinds.py",
        "test_killed_between_any_two_writes.py",
        "test_makespan_benchmark.py",
        "test_plans_in_ci.py",
        "test_policies_allow_what_is_done.py",
        "test_preflight.py",
        "test_ready_made_faults.py",
        "test_recovery_before_drill.py",
        "test_server_verbs.py",
        "test_sheet_by_hand.py",
        "test_serve.py",
        "test_simulate_course.py",
        "test_slack_in_trouble.py",
        "test_story.py",
        "test_waves_of_any_size.py",
        "test_who_asks_drs_for_its_jobs.py",
        "test_who_settles_driving.py",
        "test_who_settles_gates.py",
        "test_who_settles_hooks.py",
        "test_who_settles_launches.py",
        "test_who_settles_registration.py",
    }
)
"""Files that play whole runs again and again, or start other programs: `make test-slow`."""


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.name in PLAYED_AT_LENGTH:
            item.add_marker("slow")
