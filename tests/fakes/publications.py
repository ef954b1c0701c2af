"""Small publications of the plan `payments`: one wave, in two versions."""

import json
from hashlib import sha256

from muster.engine.keys import plan_piece_key
from muster.engine.writes import absent, put
from muster.service.commands.publication import Publication, Release
from muster.service.values import Document


def document(name, text):
    """A document with the digest of its text."""
    return Document(name, text, sha256(text.encode()).hexdigest())


def content(**wave):
    """The record of a plan of one wave."""
    wave = {"wave": "web", "timeout": 3600, "before": [], "run": [], "after": [], **wave}
    return json.dumps({"plan": "payments", "waves": [wave]})


OLD, NEW = content(), content(timeout=600)
AAAA, BBBB = (sha256(text.encode()).hexdigest() for text in (OLD, NEW))
ENTRY = document("muster-drill-payments", "entry")
WAVE = document("muster-wave-payments.web", "wave")
NEWER_WAVE = document("muster-wave-payments.web", "another wave")
PACK = document("muster-decide", "decide")
PEOPLE = {"people": [{"person": "anna"}], "groups": {}}


def release(text=OLD, *, wave=WAVE):
    """A release of the plan with this record."""
    digest = sha256(text.encode()).hexdigest()
    record = (put(plan_piece_key("payments", digest, 0), {"text": text}, absent("pk")),)
    return Release(
        plan="payments",
        hash=digest,
        description="Card payments",
        owner="@oncall",
        priority=1,
        account="123456789012",
        region="us-west-2",
        documents=(ENTRY, wave),
        record=record,
    )


WHOLE = Publication((release(),), pack=(PACK,), people=PEOPLE)
NEWER = Publication((release(NEW, wave=NEWER_WAVE),))
