"""Plan: what one plan does, in a drill and in a recovery; how long it takes, when it was tried."""

from collections.abc import Sequence

from bot.bot import Asked, Bot
from bot.conversations.starting import plan_meant
from bot.replies import Reply
from bot.views.ages import drill_age
from bot.views.answers.plan import PlanFacts, plan_answer
from muster.model.base import Mode
from muster.model.groups import ProtectionGroup
from muster.model.plan import RecoveryPlan
from muster.service.acting.prospect import matching, of_its_own_place, prospect_of
from muster.service.acting.published import current_hash, published_plan
from muster.service.acting.values import SourceServer
from muster.service.reading.course import Leg, course
from muster.service.reading.drills import last_drills
from muster.service.reading.forecast import typical
from muster.service.reading.past import Past, past_of


def typed(bot: Bot, _asked: Asked, words: Sequence[str], reply: Reply) -> None:
    """`/dr plan NAME`; DRS is asked, which may take a while."""
    plan = plan_meant(bot, words)
    reply.acknowledge()
    digest = current_hash(bot.service.table, plan)
    content = published_plan(bot.service.table, plan, digest)
    known = bot.services.source_servers.listed()
    drill, real = (prospect_of(content, digest, mode, known, {}) for mode in Mode)
    facts = _facts(bot, content, known)
    reply.say(plan_answer(drill, real, facts, bot.settings.command))


def _facts(bot: Bot, plan: RecoveryPlan, known: Sequence[SourceServer]) -> PlanFacts:
    now, past = bot.service.clock.now(), past_of(bot.service.table, plan.plan)
    drill = last_drills(bot.service, [plan.plan]).get(plan.plan)
    found, here = course(_legs(plan, past), now), of_its_own_place(plan)
    return PlanFacts(
        groups=tuple(
            (name, _chosen(group), len(matching(group, known)) if name in here else None)
            for name, group in plan.groups.items()
        ),
        age=drill_age(drill, now, bot.settings.stale),
        takes=found.end - now if found.end else 0,
        path=found.path,
        went=past,
    )


def _legs(plan: RecoveryPlan, past: Past) -> list[Leg]:
    return [
        Leg(wave.wave, wave.needs, typical(past, wave.wave, servers=bool(wave.groups)), wave.wait)
        for wave in plan.order()
    ]


def _chosen(group: ProtectionGroup) -> str:
    if group.servers:
        return "by id"
    return ", ".join(f"{key}={value}" for key, value in group.tags.items())
