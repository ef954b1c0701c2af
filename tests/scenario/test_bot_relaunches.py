"""A sick server is destroyed and launched again from chat; the others of its wave stay."""

from fakes.bot_on_stage import BotOnStage
from fakes.bot_team import OPERATOR, shown
from stage import two_waves

SICK, WELL = "s-57e730f6102e1f793", "s-5817ab4ccdfa96db3"
CHECKS = "health: [{command: is-it-well, retries: 0}]"
FAULTS = f"faults: [{{command: {{server: {SICK}, exit: 1, times: 1}}}}]"


def test_a_team_relaunches_one_server_by_the_name_of_what_it_has():
    with BotOnStage(plan=two_waves(first=CHECKS), faults=FAULTS, quick=True) as team:
        team.type(OPERATOR, "drill small")
        team.submit(OPERATOR, why="quarterly drill")
        asked = team.until_titled("Decision needed: first")
        assert "/dr relaunch SERVER" in shown(asked)
        run = team.stage.items("RUNS#")[0]["run"]
        old = {name: _instance(team, run, name) for name in (SICK, WELL)}

        team.type(OPERATOR, f"relaunch {SICK}")
        assert f"instance {old[SICK]} is destroyed" in team.modal_text(OPERATOR)
        team.submit(OPERATOR, name=old[SICK], why="it does not answer")
        team.until_titled("Drill of small: succeeded")

        assert _instance(team, run, SICK) != old[SICK]
        assert _instance(team, run, WELL) == old[WELL]
        assert [set(job) for job in team.stage.launches()][:2] == [{SICK, WELL}, {SICK}]
        assert any("it does not answer" in text for text in team.stage.audit(run))


def _instance(team, run, server):
    return team.stage.item(f"RUN#{run}", f"SRV#first#{server}")["instance"]
