"""Runs in every state, as the run table would hold them, and the bot's stories of them."""

from fakes.muster_service import (
    NOW,
    RUN,
    fake_service,
    put_gate,
    put_run,
    put_server,
    put_wave,
)

from bot.reading import read_story
from bot.settings import BotSettings
from muster.engine.keys import cleanup_key, people_key

TEAM = "T0MUSTER0"
PEOPLE = {
    "slack_team": TEAM,
    "people": [
        {
            "person": "operator",
            "name": "Olivia Operator",
            "slack": {"user": "U0OPERATOR"},
            "roles": ["viewer", "drill-operator", "recovery-operator"],
        },
        {
            "person": "approver",
            "name": "Alan Approver",
            "slack": {"user": "U0APPROVER"},
            "roles": ["viewer", "approver"],
        },
        {
            "person": "oncall",
            "name": "Nora Night",
            "slack": {"user": "U0ONCALL0"},
            "roles": ["viewer", "drill-operator", "approver"],
        },
        {"person": "watcher", "slack": {"user": "U0WATCHER"}, "roles": ["viewer"]},
    ],
    "groups": {"@dr-approvers": ["approver", "oncall"]},
}
SETTINGS = BotSettings(token="xoxb-1-2", channel="C0CHANNEL1", team=TEAM)
WAVES = ("databases", "applications", "web", "switch-traffic")
NEEDS = {"applications": ["databases"], "web": ["applications"], "switch-traffic": ["web"]}


BEGUN = {"execution": RUN, "epoch": 1, "attempt": 1, "hold": False, "registered_at": NOW - 585}


class Scene:
    """A run of the payments plan, put together wave by wave."""

    def __init__(self, **run):
        self.service = fake_service()
        self.service.table.put(people_key(), **PEOPLE)
        put_run(self.service, **(BEGUN | run))
        for order, wave in enumerate(WAVES):
            self.wave(wave, order=order, needs=NEEDS.get(wave, []), total=2 * (order < 3))
        self.rows = 0

    def wave(self, name, **values):
        order = WAVES.index(name) if name in WAVES else values.get("order", 0)
        total = 2 if name != "switch-traffic" else 0
        begun = {"order": order, "needs": NEEDS.get(name, []), "total": total, "spec": {}}
        given = {**begun, "attempt": 1, "n": 1, "lives": 0, **values}
        put_wave(self.service, name, **given)
        for number in range(given["total"]):
            launched = number < given.get("launched", 0)
            failed = not launched and number < given.get("launched", 0) + given.get("failed", 0)
            state = "launched" if launched else "failed" if failed else "pending"
            server = f"s-{order}{number}0000000000000aa"
            reason = "no capacity for c5.large in us-west-2a" if failed else ""
            put_server(
                self.service,
                name,
                server,
                state=state,
                name=f"{name}-{number}",
                reason=reason,
                instance=f"i-{order}{number}" if launched else "",
            )
        return self

    def done(self, *names):
        for number, name in enumerate(names):
            start = NOW - 560 + number * 100
            total = 2 if name != "switch-traffic" else 0
            self.wave(
                name,
                state="succeeded",
                launched=total,
                since=start + 90,
                started_at=start,
                ended_at=start + 90,
            )
        return self

    def gate(self, gate, **values):
        given = {"approvers": ["operator", "approver", "oncall"], "refuse_requester": True}
        given |= {"decisions": 0, "execution": "wave-1"}
        digest = {
            "digest": "d1d1d1d1d1d1d1d1",
            "servers": ["s-100000000000000aa", "s-110000000000000aa"],
        }
        put_gate(self.service, gate, **(given | digest | values))
        return self

    def cleanup(self, **values):
        self.service.table.put(cleanup_key(RUN), **values)
        return self

    def row(self, text, who="operator", door="slack", fact="", at=NOW - 30):
        from muster.engine.keys import audit_key

        self.rows += 1
        self.service.table.put(
            audit_key(RUN, self.rows),
            seq=self.rows,
            text=text,
            who=who,
            door=door,
            fact=fact or f"fact/{self.rows}",
            at=at,
            hash="",
            prev="",
        )
        return self

    def story(self):
        return read_story(self.service, SETTINGS, RUN)


def asking():
    """Applications failed with one of two servers."""
    scene = Scene(state="deciding", since=NOW - 20).done("databases")
    return scene.wave(
        "applications",
        state="failed",
        launched=1,
        failed=1,
        since=NOW - 20,
        reason="1 of 2 servers not launched: applications-1: no capacity",
    )


def approving():
    """Applications wait for approval."""
    scene = Scene(state="running").done("databases")
    return scene.wave("applications", state="approving", since=NOW - 60).gate("applications")


def ended(state="succeeded", **run):
    """All is over."""
    verdict = "6 of 6 servers launched in 9 m 55 s; RTO 45 m 00 s kept"
    over = {"ended_at": NOW - 5, "since": NOW - 5, "achieved_rpo": 93, "verdict": verdict}
    return Scene(state=state, **(over | run)).done(
        "databases", "applications", "web", "switch-traffic"
    )


SCENES = {
    "requested": lambda: _empty(Scene(state="requested", since=NOW - 1, requested_at=NOW - 1)),
    "registered": lambda: Scene(state="registered", since=NOW - 9, requested_at=NOW - 12),
    "approving": lambda: Scene(
        state="approving", mode="recovery", ticket="CHG-7", reason="region is gone"
    ).gate("run", servers=[f"s-{n:017d}" for n in range(14)]),
    "running": lambda: Scene(state="running").wave(
        "databases", state="recovering", launched=1, since=NOW - 300, started_at=NOW - 320
    ),
    "wave-approving": approving,
    "deciding": asking,
    "paused": lambda: Scene(
        state="running", hold=True, held_by="oncall", held_at=NOW - 40, held_why="disk is full"
    ).done("databases"),
    "concluding": lambda: Scene(state="concluding").done(*WAVES),
    "cancelling": lambda: Scene(state="cancelling").wave("databases", state="recovering"),
    "stalled": lambda: Scene(state="stalled", verdict="its driver ended; restart the run"),
    "lost-driver": lambda: Scene(state="running", heartbeat=NOW - 900).done("databases"),
    "succeeded": ended,
    "cleaning": lambda: ended().cleanup(state="terminating", instances=6),
    "cleaned": lambda: ended().cleanup(state="done"),
    "failed": lambda: _half(ended("failed", verdict="4 of 6 servers launched")),
    "aborted": lambda: _half(ended("aborted", abort="aborted by operator: enough")),
    "cancelled": lambda: _half(ended("cancelled")),
    "rejected": lambda: _never_ran("rejected", "rejected by approver: not now"),
    "expired": lambda: _never_ran("expired", "nobody decided in time; 0 of 1 approved"),
    "recovered": lambda: ended(mode="recovery"),
}


def _empty(scene):
    scene.service.table.content = {
        key: item for key, item in scene.service.table.content.items() if "#" not in key[1]
    } | {key: item for key, item in scene.service.table.content.items() if key[0] == "RUNS#"}
    return scene


def _never_ran(state, verdict):
    over = {"ended_at": NOW - 5, "since": NOW - 5, "verdict": verdict}
    return Scene(state=state, mode="recovery", **over)


def _half(scene):
    return scene.wave("web", state="failed", launched=0, failed=2, reason="0 of 2 launched")


def crowd(waves=50, servers=20):
    """A run of so many waves and servers, a third of them done, with hostile names."""
    scene = Scene(state="deciding")
    scene.service.table.content = {
        key: item
        for key, item in scene.service.table.content.items()
        if not key[1].startswith(("WAVE#", "SRV#"))
    }
    for order in range(waves):
        _add_wave_of_the_crowd(scene, order, servers)
    return scene


def _add_wave_of_the_crowd(scene, order, servers):
    state = ("succeeded", "recovering", "pending", "failed")[order % 4]
    name = f"wave-number-{order:02d}-with-a-rather-long-name-that-goes-on"
    put_wave(
        scene.service,
        name,
        order=order,
        state=state,
        total=servers,
        launched=servers * (state == "succeeded"),
        failed=servers * (state == "failed"),
        since=NOW - 60,
        started_at=NOW - 90,
        ended_at=NOW - 60,
        spec={},
        execution=f"7f3a1b2c-1111-4000-8000-{order:012d}",
        reason="20 of 20 servers not launched: " + "no capacity, " * 20,
    )
    for number in range(servers):
        _add_server_of_the_crowd(scene, name, state, order, number)
    if state == "recovering":
        scene.gate(name, servers=[f"s-{order:08d}{n:09d}" for n in range(servers)])


def _add_server_of_the_crowd(scene, wave, state, order, number):
    put_server(
        scene.service,
        wave,
        f"s-{order:08d}{number:09d}",
        state="failed" if state == "failed" else "pending",
        name=f"<!channel> *server* {order}-{number} & `co` " + "x" * 120,
        reason="<https://evil.example|click> " * 8,
        job=f"drsjob-{order:08d}{number // 3:09d}" if state != "pending" else "",
        instance=f"i-{order:08d}{number:09d}" if state == "failed" else "",
    )
