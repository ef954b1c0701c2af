"""What a person did to a run stands in its record, whoever dies while it is done."""

from fakes.gates import died
from stage import Stage, two_waves


def test_a_verb_that_took_effect_is_on_record_although_its_execution_died_at_once():
    after = died("muster-pause", "Act", "after", "dynamodb:TransactWriteItems")
    with Stage(plan=two_waves(), quick=True, faults=after) as stage:
        run = stage.drill()
        stage.until_wave(run, "first", "recovering")
        said = stage.do("pause", run)

        assert not said.startswith("paused")  # it died before it could answer
        assert stage.run(run)["hold"] is True
        assert any(text.startswith("pause: paused") for text in stage.audit(run))
