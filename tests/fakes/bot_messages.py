"""Every message and modal that the bot can show, by name, for goldens and invariants."""

import dataclasses
from functools import partial
from pathlib import Path

from fakes.bot_stories import PEOPLE, SCENES, SETTINGS, TEAM, approving, asking, crowd, ended
from fakes.muster_service import NOW, RUN

from bot.buttons import OfReason, OfServer, OfSeveral
from bot.home import ALL
from bot.reading import read_story
from bot.telling.sheets import sheets
from bot.views.ages import drill_age
from bot.views.answers.help_ import help_answer
from bot.views.answers.history import history_answer, record_answer
from bot.views.answers.plan import PlanFacts, plan_answer
from bot.views.answers.plans import Tested, plans_answer
from bot.views.answers.said import done, partly, sorry
from bot.views.answers.servers import Assigned, ShownServer, in_order, servers_answer
from bot.views.answers.status import status_answer
from bot.views.answers.whoami import whoami_answer
from bot.views.board import board_message
from bot.views.home.home import home_view, refused_home
from bot.views.home.sight import HomeSight
from bot.views.modals.server import server_modal
from bot.views.modals.several import several_modal
from bot.views.modals.small import decide_modal, reason_modal, telling_modal
from bot.views.modals.start import start_modal
from bot.views.notes import call_message, restarted_message, thread_message
from bot.views.run.approval import approval_message
from bot.views.run.decision import decision_message, settled_message
from bot.views.run.ended import ended_message
from bot.views.run.root import root_message
from bot.words import Verb
from muster.model.base import Mode
from muster.model.people import People
from muster.model.workspace import load_plan
from muster.service.acting.prospect import prospect_of
from muster.service.acting.values import SourceServer
from muster.service.announcing import Call, CallKind
from muster.service.reading.filtering import RunFilter
from muster.service.reading.past import Past
from muster.service.reading.plans import PublishedPlan
from muster.service.reading.runs import ListedRun

PLANS = Path(__file__).parents[2] / "templates" / "plans"
HASH = "5679f30c2957" + "0" * 52
DIGEST = "d1d1d1d1d1d1d1d1"
KNOWN = tuple(
    SourceServer(
        server=f"s-{number}1d6b65c73391918f",
        name=f"{role.lower()}-{number}",
        tags={"Application": "sample", "Role": role},
        replication="CONTINUOUS" if number != 5 else "STALLED",
        lag=2 if number != 5 else 7260,
        last_launch=("DRILL", "2026-08-01T02:03:04+00:00") if number < 3 else ("", ""),
        instance="i-0123456789abcdef0" if number == 2 else "",
    )
    for number, role in enumerate(
        ("DBServer", "DBServer", "WebServer", "WebServer", "Mail", "Mail")
    )
) + tuple(
    SourceServer(server=name, name=f"app-{name[2:5]}", replication="CONTINUOUS", lag=0)
    for name in ("s-5817ab4ccdfa96db3", "s-57e730f6102e1f793")
)
SUBNETS = {"s-01d6b65c73391918f": "subnet-0aa", "s-11d6b65c73391918f": ""}


def prospect(mode):
    plan = load_plan(PLANS / "payments.yaml")
    return prospect_of(plan, HASH, mode, KNOWN, SUBNETS)


def people():
    return People.model_validate(PEOPLE)


def root(name):
    return root_message(SCENES[name]().story())


def approval(scene):
    story = scene.story()
    return approval_message(story, story.gates[0])


def decided(state, **values):
    scene = approving().gate("applications", state=state, decided_at=NOW - 5, **values)
    scene.row(
        "approve gate applications: looks good",
        who="approver",
        fact="decision/applications/1/approver",
    )
    return approval(scene)


def settled():
    again = "wave applications is tried again, attempt 2: 1 of 2 servers missing"
    scene = asking().row(f"retry applications: {again}")
    scene.wave("applications", state="recovering", attempt=2, launched=1)
    story = scene.story()
    return settled_message(story, story.wave("applications"), 1)


def decision():
    story = asking().story()
    return decision_message(story, story.wave("applications"))


def call(kind, text, act=""):
    story = SCENES["lost-driver"]().story()
    return call_message(Call(RUN, kind, "key", "", text, act), story)


def thread():
    scene = asking().row("drill of plan payments requested", at=NOW - 600)
    story = scene.row("wave web failed", who="muster", door="ssm").story()
    return thread_message(story, story.rows)


def plans():
    known = [PublishedPlan("payments", HASH, "Card payments, three tiers", "@payments-oncall", 1)]
    last = ListedRun(RUN, "payments", "drill", NOW - 900, "succeeded", "operator", NOW - 5)
    tested = Tested({"payments": last}, {"payments": last}, NOW, 90)
    return plans_answer([*known, PublishedPlan("mail", HASH, "", "", 3)], tested, "/dr")


def plan(past=None):
    groups = (("databases", "Role=DBServer", 2), ("web", "by id", 2))
    path = ("databases", "applications", "web", "switch-traffic")
    facts = PlanFacts(groups, drill_age(None, NOW, 90), 2760, path, past or Past())
    return plan_answer(prospect(Mode.DRILL), prospect(Mode.RECOVERY), facts, "/dr")


def several(mode):
    seen = prospect(mode)
    other = dataclasses.replace(seen, plan="mail", problems=("group web has 1 server",))
    bound = OfSeveral(plans={"payments": HASH, "mail": HASH}, mode=mode, channel="C0CHANNEL1")
    return several_modal([seen, other], bound)


def history():
    runs = [
        ListedRun(RUN, "payments", "drill", NOW - 900, "succeeded", "operator", NOW - 5),
        ListedRun(
            RUN[::-1], "payments", "recovery", NOW - 90, "approving", "arn:aws:iam::1:user/x"
        ),
    ]
    return history_answer(runs, people(), "/dr")


def record(*, whole=True):
    story = asking().row("pause: paused").row("resume: resumed", who="oncall").story()
    return record_answer(story, story.rows, whole=whole)


def servers(*words):
    of = {"D": (Assigned("payments", "databases"),), "W": (Assigned("payments", "web"),)}
    shown = [ShownServer(e, of.get(e.tags.get("Role", "?")[0], ()), NOW - 300) for e in KNOWN]
    return servers_answer(in_order(shown), words, ("unprotected", "late"), NOW)


def whoami(person="oncall"):
    found = people().person(person)
    return whoami_answer(found, TEAM, found.slack.user, "/dr")


def reason(verb, wave=""):
    bound = OfReason(run=RUN, epoch=1, verb=verb, wave=wave, attempt=1, channel="C0CHANNEL1")
    return reason_modal("Drill of payments", bound)


def gate_modal(says):
    story = approving().story()
    return decide_modal(story, story.gates[0], says, "C0CHANNEL1")


def server(verb, instance="i-0123456789abcdef0"):
    story = asking().story()
    shown = story.wave("applications").servers[1]
    said = f"server {shown.name} is launched again; instance {instance} is destroyed"
    bound = OfServer(run=RUN, verb=verb, server=shown.server, instance=instance)
    return server_modal(story.what, shown, said, bound)


def sheet_of_crowd(beginning):
    scene = crowd()
    story = read_story(scene.service, SETTINGS, RUN)
    return next(s.message for s in sheets(story, {}) if s.name.startswith(beginning))


MESSAGES = {
    **{f"root-{name}": partial(root, name) for name in SCENES},
    "approval-open": lambda: approval(approving()),
    "approval-of-the-run": lambda: approval(SCENES["approving"]()),
    "approval-approved": partial(decided, "approved", by=["approver"]),
    "approval-rejected": partial(decided, "rejected", by=["approver"], reason="rejected"),
    "approval-expired": partial(decided, "expired"),
    "decision-asking": decision,
    "decision-settled": settled,
    "ended-succeeded": lambda: ended_message(ended().story()),
    "ended-cleaned": lambda: ended_message(SCENES["cleaned"]().story()),
    "ended-failed": lambda: ended_message(SCENES["failed"]().story()),
    "ended-cancelled": lambda: ended_message(SCENES["cancelled"]().story()),
    "ended-recovered": lambda: ended_message(SCENES["recovered"]().story()),
    "ended-restarted": lambda: restarted_message(ended().story()),
    "call-no-driver": partial(call, CallKind.NO_DRIVER, "nobody drives it", "restart it"),
    "call-break-glass": partial(call, CallKind.BREAK_GLASS, "gate web was approved by nora"),
    "thread": thread,
    "board": lambda: board_message([s().story() for s in (*SCENES.values(), asking)][2:9], NOW),
    "board-over": lambda: board_message([], NOW),
    "answer-help": lambda: help_answer("/dr"),
    "answer-plans": plans,
    "answer-no-plans": lambda: plans_answer([], Tested({}, {}, NOW, 90), "/dr"),
    "answer-plan": plan,
    "answer-plan-tested": lambda: plan(Past(RUN, "drill", NOW - 86_400, {"web": 300})),
    "answer-partly": lambda: partly(["recovery of mail requested"], {"payments": "busy"}),
    "answer-servers": servers,
    "answer-status": lambda: status_answer([asking().story(), approving().story()], "/dr"),
    "answer-status-none": lambda: status_answer([], "/dr"),
    "answer-history": history,
    "answer-record": record,
    "answer-record-broken": partial(record, whole=False),
    "answer-whoami": whoami,
    "answer-sorry": lambda: sorry("you may not drill a plan", "ask Olivia Operator"),
    "answer-done": lambda: done("paused: nothing new starts"),
    "crowd-root": partial(sheet_of_crowd, "ROOT"),
    "crowd-approval": partial(sheet_of_crowd, "APPROVAL"),
    "crowd-decision": partial(sheet_of_crowd, "DECISION"),
}


def home(person, *scenes, wanted=ALL):
    found = people().person(person)
    drill = ListedRun(RUN, "payments", "drill", NOW - 9_000_000, "succeeded", "op", NOW - 8_999_000)
    return home_view(
        HomeSight(
            person=found,
            people=people(),
            team=TEAM,
            user=found.slack.user,
            now=NOW,
            stale=90,
            stories=tuple(scene.story() for scene in scenes),
            plans=(
                PublishedPlan("mail", HASH, "", "", 3),
                PublishedPlan("payments", HASH, "Card payments, three tiers", "@payments", 1),
            ),
            drills={"payments": drill},
            runs=(drill,),
            wanted=wanted,
        )
    )


VIEWS = {
    "home-nothing": lambda: home("watcher"),
    "home-operator": lambda: home("operator", asking()),
    "home-approver": lambda: home("approver", approving(), SCENES["approving"]()),
    "home-filtered": lambda: home("watcher", wanted=RunFilter("payments", "drill", "succeeded")),
    "home-refused": lambda: refused_home("I do not know you", "ask an administrator"),
    "modal-drill": lambda: start_modal(prospect(Mode.DRILL), "C0CHANNEL1"),
    "modal-recover": lambda: start_modal(prospect(Mode.RECOVERY), "C0CHANNEL1"),
    "modal-several-drills": lambda: several(Mode.DRILL),
    "modal-several-recoveries": lambda: several(Mode.RECOVERY),
    "modal-approve": partial(gate_modal, "approve"),
    "modal-reject": partial(gate_modal, "reject"),
    "modal-skip": partial(reason, Verb.SKIP, "applications"),
    "modal-abort": partial(reason, Verb.ABORT, "applications"),
    "modal-cancel": partial(reason, Verb.CANCEL),
    "modal-relaunch": lambda: server("relaunch"),
    "modal-relaunch-nothing": lambda: server("relaunch", ""),
    "modal-adopt": lambda: server("adopt"),
    "modal-telling": lambda: telling_modal("Not done", ["This is decided."]),
}
