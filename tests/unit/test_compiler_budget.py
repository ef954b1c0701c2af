"""Documents stay under 64 KB, with room for parameters, or the plan is refused."""

import pytest
from compiler_cases import HUB, approval, compiled, hook

from muster.model.errors import PlanRefusedError
from muster.model.settings import Settings
from ssm_documents.compiler import compile_pack
from ssm_documents.compiler.compile import BUDGET

HALF = 28 * 1024
SERVERS = {f"g{i}": {"servers": [f"s-{i:05d}{j:012d}" for j in range(300)]} for i in range(3)}


def test_a_wave_of_900_servers_with_the_longest_names_fits_with_room_to_spare() -> None:
    wave = {
        "wave": "w" * 56,
        "groups": list(SERVERS),
        "health": ["ec2-status"],
        "approval": approval(),
        "before": [hook(), hook()],
        "after": [hook()],
    }

    books = compiled(wave, plan="p" * 56, groups=SERVERS, description="d" * 500)

    assert max(book.size() for book in books.values()) < HALF


def test_a_wave_with_sixteen_hooks_fits() -> None:
    eight = [hook(runbook=f"a-hook-with-a-name-{k}", on_failure="continue") for k in range(8)]
    servers = {"groups": ["g"], "health": ["ec2-status"], "approval": approval()}

    books = compiled({"wave": "databases", **servers, "before": eight, "after": eight})

    assert max(book.size() for book in books.values()) <= BUDGET


def test_the_pack_fits() -> None:
    assert max(book.size() for book in compile_pack(Settings(hub=HUB)).values()) <= BUDGET


def test_all_documents_that_would_be_too_large_are_named_with_a_way_out() -> None:
    huge = hook(parameters={f"P{i}": ["x" * 512] * 50 for i in range(10)})
    waves = [{"wave": name, "run": [huge]} for name in ("one", "two")]

    with pytest.raises(PlanRefusedError) as refused:
        compiled(*waves, {"wave": "three", "run": [hook()]}, groups={})

    assert [problem.code for problem in refused.value.problems] == ["C001", "C001"]
    assert "muster-wave-payments.one" in refused.value.problems[0].message
    assert "fewer hooks" in refused.value.problems[0].hint
