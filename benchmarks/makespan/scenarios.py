"""The scenarios, by letter."""

from benchmarks.makespan.scenario import Scenario, Wave, applications, chain

TIERS = (8, 8, 9)


def _calibration() -> Scenario:
    """The captured drill of 2022-12-07 (aws-samples/drs-tools): jobs of 8 m 53 s and 8 m 59 s."""
    first, second = chain((2, 2))
    waves = tuple(
        Wave(wave.name, wave.servers, wave.needs, before=(1.0,), after=(1.0,))
        for wave in (first, second)
    )
    times = [*((server, 533.3) for server in first.servers)]
    times += [(server, 539.3) for server in second.servers]
    return Scenario(
        "B", "4 servers, 2 waves, an action before and after", waves, times=tuple(times)
    )


def _extended() -> Scenario:
    """A staging account replicates 300 servers at most (General Reference, drs): 301 need two."""
    first, second = chain((300, 301))
    accounts = dict.fromkeys(first.servers, "222222222222")
    accounts |= dict.fromkeys(second.servers, "333333333333")
    accounts[second.servers[-1]] = "444444444444"
    says = "extended source servers, a wave of 300, then one of 301, from three staging accounts"
    return Scenario("G", says, (first, second), staging=tuple(accounts.items()))


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario("A", "6 servers, 3 waves of 2 in a chain", chain((2, 2, 2))),
        _calibration(),
        Scenario("C", "a wave of 100 servers, then one of 101", chain((100, 101))),
        Scenario("D", "1,000 servers, 10 waves of 100 in a chain", chain((100,) * 10)),
        Scenario("E", "1,000 servers, 40 applications of 3 tiers", applications(40, TIERS)),
        Scenario(
            "F",
            "E with 2 % failed launches and 1 % throttled calls",
            applications(40, TIERS),
            failed=0.02,
            throttled=0.01,
        ),
        _extended(),
    )
}
