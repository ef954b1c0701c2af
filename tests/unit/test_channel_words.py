"""What the demo says, where it opens a browser, and where its fault strikes."""

import pytest

from bot.words import WORDS
from muster.entrypoints.channel.aim import CAPACITY, aimed
from muster.entrypoints.channel.completion import completion
from muster.entrypoints.channel.display import has_screen
from muster.entrypoints.channel.greeting import banner, tempo
from muster.entrypoints.channel.scene import shell_line
from muster.entrypoints.local.material import INVENTORY, PLAN, read_material

SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environ", "platform", "opens"),
    [
        (SCREEN, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        (SCREEN | {"MUSTER_NO_BROWSER": "1"}, "linux", False),
        ({"MUSTER_NO_BROWSER": "1"}, "darwin", False),
        (SCREEN | {"SSH_CONNECTION": "10.0.0.1"}, "linux", False),
    ],
)
def test_a_browser_is_opened_only_where_somebody_sees_it(environ, platform, opens):
    assert has_screen(environ, platform) is opens


def test_the_page_says_that_nothing_real_is_touched_and_how_fast_time_runs():
    assert "nothing touches AWS or Slack" in banner(40)
    assert "40 times as fast" in banner(40)
    assert "usual pace while it waits for you" in banner(40)


@pytest.mark.parametrize(("speed", "words"), [(1, "its usual pace."), (0.5, "0.5 times as fast.")])
def test_a_speed_that_is_not_fast_promises_nothing_else(speed, words):
    assert tempo(speed).endswith(words)


def test_every_word_of_the_bot_is_completed_with_its_help():
    (command,) = completion(["payments"])

    assert [verb["verb"] for verb in command["verbs"]] == [str(word.verb) for word in WORDS]
    assert all(verb["help"] for verb in command["verbs"])
    drill = next(verb for verb in command["verbs"] if verb["verb"] == "drill")
    assert drill["values"] == ["payments"]


def test_the_shell_line_names_the_document_and_needs_no_profile():
    line = shell_line(
        "payments",
        {name: name.lower() for name in ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID")},
    )

    assert line.endswith("--document-name muster-drill-payments")
    assert "AWS_ENDPOINT_URL=aws_endpoint_url" in line
    assert "\n\n" not in line


def test_the_launch_that_fails_is_one_of_the_wave_that_waits_for_approval():
    material = aimed(read_material([PLAN], inventory=INVENTORY, faults=CAPACITY))

    ((_, values),) = material.faults.specifications
    assert values["server"] in material.plans[0].groups["applications"].servers


def test_a_plan_that_asks_nobody_keeps_its_faults(tmp_path):
    text = PLAN.read_text().replace("in: [drill, recovery], from", "in: [recovery], from")
    (tmp_path / "plan.yaml").write_text(text)
    material = read_material([tmp_path / "plan.yaml"], inventory=INVENTORY, faults=CAPACITY)

    assert aimed(material) == material
