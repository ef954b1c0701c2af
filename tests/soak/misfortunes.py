"""What goes wrong in a case: a few faults, each of which strikes seldom enough to be survived.

Not drawn: what no retry can mend (`instance-lost`, a replication that has lost its points in time,
an execution that shows InProgress for ever), and faults of events, which nobody hears here.
"""

from collections.abc import Callable, Mapping

SCRIPTED = ("muster-drill", "muster-recover", "muster-wave", "muster-wave", "muster")
ASKED = (
    "drs:DescribeJobs",
    "drs:DescribeSourceServers",
    "drs:StartRecovery",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:TransactWriteItems",
    "dynamodb:UpdateItem",
    "ec2:DescribeInstanceStatus",
    "ssm:GetAutomationExecution",
    "ssm:StartAutomationExecution",
    "sts:AssumeRole",
)
WRITTEN = (
    "drs:StartRecovery",
    "drs:StartRecovery",
    "dynamodb:PutItem",
    "dynamodb:TransactWriteItems",
    "dynamodb:UpdateItem",
    "ssm:StartAutomationExecution",
)
"""Operations with an effect, whose answer may be lost."""


def misfortunes(rng, servers):
    """Some entries of a fault script; none at all now and then."""
    count = rng.choice([0, 1, 1, 2, 2, 3, 4])
    names = set(rng.sample(sorted(KINDS), count)) | ({"kill"} if rng.random() < 0.5 else set())
    return [{kind: KINDS[kind](rng, servers)} for kind in sorted(names)]


def _server(rng, servers):
    return rng.choice(["any", *servers])


def _launch_failure(rng, servers):
    at = rng.choice(["conversion", "launch", "launch", "post-launch"])
    times = 1 if at == "post-launch" else rng.randint(1, 3)
    return {"server": _server(rng, servers), "at": at, "reason": "by chance", "times": times}


def _launch_delay(rng, servers):
    return {"server": _server(rng, servers), "by": f"{rng.randint(1, 6)}m"}


def _stalled_job(rng, servers):
    at = rng.choice(["start", "conversion", "launch", "end"])
    return {"server": "any", "at": at, "for": f"{rng.randint(1, 8)}m"}


def _conflict(rng, servers):
    return {"server": "any", "times": rng.randint(1, 3), "nth": rng.randint(1, 2)}


def _no_capacity(rng, servers):
    return {"at": f"{rng.randint(0, 3)}m", "for": f"{rng.randint(1, 4)}m"}


def _unhealthy(rng, servers):
    shows = rng.choice(["impaired", "initializing"])
    return {"server": _server(rng, servers), "shows": shows, "for": f"{rng.randint(1, 5)}m"}


def _outside_launch(rng, servers):
    known = rng.choice(servers) if servers else "every"
    return {"server": known, "at": f"{rng.randint(0, 60)}s", "in": "drill"}


def _throttle(rng, servers):
    return {
        "operation": rng.choice(ASKED),
        "nth": rng.randint(1, 20),
        "times": rng.randint(1, 30),
    }


def _error(rng, servers):
    code = rng.choice(["InternalServerException", "InternalServerError", "AccessDeniedException"])
    return {
        "operation": rng.choice(ASKED),
        "code": code,
        "nth": rng.randint(1, 10),
        "times": 1 if code == "AccessDeniedException" else rng.randint(1, 3),
    }


def _lost_answer(rng, servers):
    return {
        "operation": rng.choice(WRITTEN),
        "nth": rng.randint(1, 5),
        "times": rng.randint(1, 2),
    }


def _quota(rng, servers):
    every = {
        "jobs": rng.randint(1, 2),
        "servers_per_job": rng.randint(1, 3),
        "servers_in_jobs": rng.randint(2, 6),
        "automations": rng.randint(3, 5),
    }
    return {name: every[name] for name in rng.sample(sorted(every), rng.randint(1, 2))}


def _kill(rng, servers):
    when = rng.choice([{"call": rng.randint(1, 60)}, {"after": f"{rng.randint(1, 200)}s"}])
    return {
        "document": rng.choice(SCRIPTED),
        "nth": rng.randint(1, 3),
        "moment": rng.choice(["before", "after"]),
        "leaves": rng.choice(["Failed", "TimedOut", "Cancelled"]),
        **when,
    }


def _clock_jump(rng, servers):
    return {"at": f"{rng.randint(1, 8)}m", "by": f"{rng.randint(20, 240)}s"}


def _function(rng, servers):
    return {"how": rng.choice(["error", "timeout"]), "message": "by chance"}


KINDS: Mapping[str, Callable] = {
    "clock-jump": _clock_jump,
    "conflict": _conflict,
    "error": _error,
    "function": _function,
    "kill": _kill,
    "launch-delay": _launch_delay,
    "launch-failure": _launch_failure,
    "lost-answer": _lost_answer,
    "no-capacity": _no_capacity,
    "outside-launch": _outside_launch,
    "quota": _quota,
    "stalled-job": _stalled_job,
    "throttle": _throttle,
    "unhealthy": _unhealthy,
}
