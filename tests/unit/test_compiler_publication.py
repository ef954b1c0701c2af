"""What is written to the run table beside the documents."""

import json
from hashlib import sha256

from compiler_cases import compiled, hook, plan

from muster.engine.keys import plan_piece_key
from muster.engine.writes import absent
from muster.model.plan import plan_hash
from ssm_documents.compiler import plan_writes, script_texts, script_writes
from ssm_documents.compiler.bundler import bundle, digest_of
from ssm_documents.compiler.linking import scripts_of
from ssm_documents.compiler.publication import PIECE, script_names

LARGE = {f"g{i}": {"servers": [f"s-{i:05d}{j:012d}" for j in range(1000)]} for i in range(40)}


def test_a_plan_is_stored_as_its_scripts_read_it() -> None:
    (write,) = plan_writes(plan())

    stored = json.loads(write.values["text"])

    assert stored["plan"] == "payments"
    assert stored["target"] == {"region": "us-west-2", "account": "012345678901"}
    assert stored["objectives"] == {"rto": 2700, "rpo": 300}
    assert stored["waves"][0]["groups"] == ["g"]


def test_the_joined_pieces_have_the_plans_hash() -> None:
    large = plan(groups=LARGE, description="Ünïcödé 🚢")

    writes = plan_writes(large)

    text = "".join(write.values["text"] for write in writes)
    assert len(writes) > 1
    assert sha256(text.encode()).hexdigest() == plan_hash(large)
    assert [w.key for w in writes] == [
        plan_piece_key("payments", plan_hash(large), n) for n in range(len(writes))
    ]


def test_no_piece_is_larger_than_an_item_may_be_and_no_character_is_cut() -> None:
    text = "🚢" * 500
    parameters = {f"P{i}": [text[:512]] * 50 for i in range(20)}
    large = plan({"wave": "w", "run": [hook(parameters=parameters)]}, groups={})

    writes = plan_writes(large)

    assert all(len(write.values["text"].encode()) <= PIECE for write in writes)
    joined = "".join(write.values["text"] for write in writes)
    assert sha256(joined.encode()).hexdigest() == plan_hash(large)


def test_what_is_published_is_written_once() -> None:
    for write in (*plan_writes(plan()), *script_writes()):
        assert (write.kind, write.when) == ("put", (absent("pk"),))


def test_every_script_that_a_document_loads_is_published() -> None:
    published = {write.key[0] for write in script_writes()}
    books = compiled({"wave": "w", "groups": ["g"], "health": ["ec2-status"], "before": [hook()]})

    loaded = {
        f"SCRIPT#{digest_of(text)}"
        for book in books.values()
        for text in scripts_of(book.content()["mainSteps"])
    }

    assert loaded <= published


def test_the_texts_of_the_scripts_that_documents_run_can_be_read() -> None:
    texts = script_texts(compiled())

    assert texts["recover"] == bundle("recover").text
    assert "hook_turn" not in texts
    assert set(texts) < set(script_names())
