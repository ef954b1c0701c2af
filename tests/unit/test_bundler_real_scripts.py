"""Every script of muster, bundled: legal in SSM's Python, harmless to SSM, and equal to itself."""

import ast
import importlib
import sys
from typing import Any

import boto3
import pytest

from ssm_documents.compiler.bundler import bundle
from ssm_documents.compiler.publication import script_names

EVENTS = {
    "table": "muster",
    "execution": "11111111-2222-3333-4444-555555555555",
    "account": "123456789012",
    "region": "us-west-2",
    "topic": "",
    "decision_role": "arn:aws:iam::123456789012:role/muster-decision",
    "break_glass_role": "arn:aws:iam::123456789012:role/muster-break-glass",
    "bot_role": "arn:aws:iam::123456789012:role/muster-bot",
    "reconciler_role": "arn:aws:iam::123456789012:role/muster-reconciler",
    "plan": "payments",
    "hash": "0" * 64,
    "mode": "drill",
    "run": "run-1",
    "wave": "databases",
    "gate": "databases",
    "attempt": "1",
    "outcome": "succeeded",
    "verb": "pause",
    "decision": "approve",
}
ALLOWED = {"boto3", "botocore"} | sys.stdlib_module_names

each_script = pytest.mark.parametrize("script", script_names())


@each_script
def test_a_bundle_is_python_3_11(script: str) -> None:
    ast.parse(bundle(script).text, feature_version=(3, 11))


@each_script
def test_a_bundle_holds_nothing_that_systems_manager_would_expand(script: str) -> None:
    assert "{{" not in bundle(script).text


@each_script
def test_a_bundle_imports_only_what_the_runtime_has(script: str) -> None:
    tree = ast.parse(bundle(script).text)

    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}

    assert {name.split(".")[0] for name in names} <= ALLOWED


@each_script
def test_a_bundle_has_no_type_annotations_left_in_functions(script: str) -> None:
    tree = ast.parse(bundle(script).text)

    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]

    assert not [node.name for node in functions if node.returns]


@each_script
def test_a_bundle_answers_an_empty_table_as_its_handler_does(
    script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boto3, "client", lambda *_args, **_more: EmptyAws())
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    module = importlib.import_module(f"ssm_documents.scripts.{script}")
    scope: dict[str, Any] = {"__name__": script}

    exec(bundle(script).text, scope)

    assert answer(scope["handler"]) == answer(module.handler)


def answer(handler: Any) -> tuple[str, str]:
    try:
        return "returned", repr(handler(dict(EVENTS), None))
    except Exception as error:  # noqa: BLE001 - whatever it is, both must do it
        return type(error).__name__, str(error)


class EmptyAws:
    """Answers every call as if there were nothing."""

    def __getattr__(self, operation: str) -> Any:
        return lambda **_parameters: {}
