"""Files that are made from the code: `python -m muster.entrypoints.generate`.

To add one, write a function that returns its text, and a row here. `--check` writes nothing and
exits 1 if a file is not what its function makes. `--pictures` does it for the pictures alone, which
are apart because each is a real drill; `--figures` for pages of counted figures, which change a
little with almost everything and are held by tests instead of to the letter.
"""

import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
GENERATED: Final[Mapping[str, str]] = {
    "templates/plans/plan.schema.json": "muster.entrypoints.generated.plan_schema:text",
    "docs/reference/plan.md": "muster.entrypoints.generated.plan_reference:text",
    "docs/reference/errors.md": "muster.entrypoints.generated.errors_reference:text",
    "docs/reference/cli.md": "muster.entrypoints.generated.cli_reference:text",
    "docs/reference/runbook-rules.md": "ssm_documents.validator.reference_page:text",
    "docs/reference/states.md": "muster.entrypoints.generated.states_reference:text",
    "docs/reference/verbs.md": "muster.entrypoints.generated.verbs_reference:text",
    "docs/reference/preflight.md": "muster.entrypoints.generated.preflight_reference:text",
    "docs/reference/bot.md": "muster.entrypoints.generated.bot_reference:text",
    "docs/reference/faults.md": "muster.entrypoints.generated.faults_reference:text",
    "docs/reference/permissions.md": "muster.entrypoints.generated.permissions_reference:text",
    "docs/reference/roles.md": "muster.entrypoints.deploy.policies.page:text",
    "templates/cloudformation/hub.yaml": "muster.entrypoints.deploy.stack.template:hub",
    "templates/cloudformation/spoke.yaml": "muster.entrypoints.deploy.stack.template:spoke",
}
PICTURES: Final[Mapping[str, str]] = {
    "docs/pictures/drill.svg": "muster.entrypoints.generated.drill_picture:svg",
}
FIGURES: Final[Mapping[str, str]] = {
    "docs/concepts/failures.md": "muster.entrypoints.generated.failures_page:text",
    "docs/reference/cost.md": "muster.entrypoints.cost.page:text",
}
KINDS: Final = {"--pictures": PICTURES, "--figures": FIGURES}


def made(path: str) -> str:
    """Return the text that the file at `path`, a key of one of the tables, should have."""
    module, _, function = {**GENERATED, **PICTURES, **FIGURES}[path].partition(":")
    text: str = getattr(importlib.import_module(module), function)()
    return text


def stale(texts: Mapping[str, str]) -> list[str]:
    """Return the paths whose files are missing or not the text they should be."""
    return [path for path, text in texts.items() if _current(path) != text]


def _current(path: str) -> str | None:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else None


def main(args: Sequence[str]) -> int:
    """Write every stale file, or with `--check` name them; return the exit code."""
    asked = next((kind for flag, kind in KINDS.items() if flag in args), GENERATED)
    texts = {path: made(path) for path in asked}
    paths = stale(texts)
    if "--check" in args:
        for path in paths:
            sys.stderr.write(f"error: `{path}` is not what the code makes\n")
        if paths:
            sys.stderr.write("hint: run `make golden pictures`, read the difference, commit it\n")
        return 1 if paths else 0
    for path in paths:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(texts[path], encoding="utf-8")
        sys.stderr.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
