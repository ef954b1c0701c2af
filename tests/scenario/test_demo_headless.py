"""`muster demo --headless`: a whole drill in one terminal."""

from fakes.small_plan import demo_of

from muster.entrypoints.cli.main import run

FAILS_ONCE = "faults: [{launch-failure: {server: s-11111111111111111, reason: no capacity}}]"
FAILS_ALWAYS = (
    "faults: [{launch-failure: {server: s-11111111111111111, reason: broken, times: always}}]"
)


def test_a_failed_launch_is_decided_upon_retried_approved_and_cleaned_up(tmp_path, capsys):
    code = run(demo_of(tmp_path, gate=True, faults=FAILS_ONCE))

    said = capsys.readouterr().out
    in_order = (
        "Nothing touches a real account",
        "operator starts a drill of `small`",
        "2 servers in 2 waves",
        "first-server (s-11111111111111111) is not launched: no capacity",
        "wave first failed",
        "operator decides: retry first",
        "wave first succeeded",
        "approval of wave second is asked of @owners, 2 needed",
        "stand-in-1 approves wave second",
        "stand-in-2 approves wave second",
        "the drill succeeded",
        "clean-up begins",
        "succeeded at attempt 2",
        "RTO of 30 m 00 s kept",
        "verified: DRS knows no drill instance any more",
    )
    places = [said.find(words) for words in in_order]
    assert -1 not in places, dict(zip(in_order, places, strict=True))
    assert places == sorted(places)
    assert code == 0


def test_a_drill_that_does_not_succeed_is_cleaned_up_all_the_same_and_the_answer_is_no(
    tmp_path, capsys
):
    code = run(demo_of(tmp_path, faults=FAILS_ALWAYS))

    said = capsys.readouterr().out
    assert code == 1
    assert "operator decides: abort first" in said
    assert "DRS knows no drill instance" in said
