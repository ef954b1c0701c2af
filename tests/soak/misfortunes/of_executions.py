"""Executions of Systems Manager: any of them dies, at any call or any moment."""

SCRIPTED = ("muster-drill", "muster-recover", "muster-wave", "muster-wave", "muster")


def kill(rng, servers):
    """An execution dies; what it had begun is left as it is."""
    when = rng.choice([{"call": rng.randint(1, 60)}, {"after": f"{rng.randint(1, 120)}s"}])
    fault = {
        "document": rng.choice(SCRIPTED),
        "nth": rng.randint(1, 3),
        "moment": rng.choice(["before", "after"]),
        "leaves": rng.choice(["Failed", "TimedOut", "Cancelled"]),
    }
    return [{"kill": fault | when}]
