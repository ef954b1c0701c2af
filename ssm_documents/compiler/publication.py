"""What `muster plan publish` writes to the run table beside the documents it creates.

Everything is known by its hash and never changes, so that each write happens once, and executions
of an older version still find what they were made of.
"""

import json
import pkgutil
from collections.abc import Iterator, Mapping

from muster.engine.keys import plan_piece_key
from muster.engine.writes import Write, absent, put
from muster.model.plan import RecoveryPlan, plan_hash
from ssm_documents import scripts
from ssm_documents.compiler.bundler import Bundle, bundle, digest_of, stored_text
from ssm_documents.compiler.bundler.loader import PARTITION, SORT_KEY
from ssm_documents.compiler.linking import scripts_of
from ssm_documents.compiler.runbook import Runbook

PIECE = 300 * 1024
"""Bytes of a piece: a DynamoDB item holds 400 KB (developer guide, ServiceQuotas)."""


def plan_writes(plan: RecoveryPlan) -> tuple[Write, ...]:
    """The plan as `Register` reads it, in pieces; joined they have the plan's hash as sha256."""
    digest = plan_hash(plan)
    return tuple(
        put(plan_piece_key(plan.plan, digest, number), {"text": text}, absent("pk"))
        for number, text in enumerate(_pieces(canonical(plan)))
    )


def script_writes() -> tuple[Write, ...]:
    """The texts that the loaders in the documents fetch: all scripts of this version of muster."""
    return tuple(_script_write(bundle(name)) for name in script_names())


def script_texts(runbooks: Mapping[str, Runbook]) -> dict[str, str]:
    """The texts of the scripts that the documents run, by the scripts' names."""
    steps = (runbook.content()["mainSteps"] for runbook in runbooks.values())
    used = {digest_of(text) for each in steps for text in scripts_of(each)}
    made = (bundle(name) for name in script_names())
    return {each.script: each.text for each in made if each.sha256 in used}


def script_names() -> list[str]:
    """The scripts that documents run, by name."""
    return sorted(found.name for found in pkgutil.iter_modules(scripts.__path__) if not found.ispkg)


def canonical(plan: RecoveryPlan) -> str:
    """The plan as JSON: attribute names, seconds, sorted keys; `plan_hash` is its sha256."""
    content = plan.unfolded().model_dump(mode="json", by_alias=False)
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _script_write(made: Bundle) -> Write:
    key = (f"{PARTITION}{made.sha256}", SORT_KEY)
    values = {"script": made.script, "text": stored_text(made)}
    return put(key, values, absent("pk"))


def _pieces(text: str) -> Iterator[str]:
    """The text cut so that no piece is larger and no character is cut in two."""
    start = 0
    while start < len(text):
        piece = text[start : start + PIECE].encode()[:PIECE].decode(errors="ignore")
        yield piece
        start += len(piece)
