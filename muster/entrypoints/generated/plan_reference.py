"""The page of the plan format: every key, from the JSON Schemas of the models."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from muster.entrypoints.generated.kinds import kind_of, read_references
from muster.model.durations import PATTERN
from muster.model.people import People
from muster.model.plan import RecoveryPlan
from muster.model.reading.not_built import NOT_BUILT
from muster.model.schema import schema_of

_HEAD = """\
# The plan file

<!-- Made from the code by `python -m muster.entrypoints.generate`. -->

YAML, one plan a file. A duration is a whole number and a unit: `90s`, `45m`, `2h`, `1d`. A text is
one printable line without `{{`. Unknown keys are refused, and so is every value that YAML readers
do not agree about: put it in quotes. `muster plan check` says everything that is wrong at once
([error codes](errors.md)); the editor completes plans whose first line names the schema:

```yaml
# yaml-language-server: $schema=plan.schema.json
```

Protection groups may stand in the plan, or under `groups:` in another file of its folder, where
several plans share them. A source server belongs to one group of the folder only. A folder may hold
one [people file](#people-file) too.

## Example

"""
_PEOPLE = """
## People file

One person is one person through every door: Slack, AWS, the command line. Whoever is not in the
file may nothing. It is loaded like a plan, and `muster plan check` judges it in the same way.
"""


def text() -> str:
    """Return the page."""
    example = files("templates").joinpath("plans/payments.yaml").read_text(encoding="utf-8")
    plan = "\n".join(_model_sections(schema_of(RecoveryPlan), "Plan"))
    people = "\n".join(_model_sections(schema_of(People), "People", level="###"))
    return f"{_HEAD}```yaml\n{example}```\n{plan}\n{_not_built()}{_PEOPLE}{people}\n"


def _model_sections(schema: dict[str, Any], title: str, level: str = "##") -> Iterator[str]:
    """Yield a section for the model, then one for each that it is made of, outermost first."""
    definitions = schema.get("$defs", {})
    pending, seen = [(title, schema)], set()
    while pending:
        name, found = pending.pop(0)
        yield from _section(name, found, level)
        for reference in read_references({k: v for k, v in found.items() if k != "$defs"}):
            if reference not in seen and "properties" in definitions[reference]:
                pending.append((reference, definitions[reference]))
            seen.add(reference)


def _section(name: str, schema: dict[str, Any], level: str) -> Iterator[str]:
    yield f"\n{level} {name}\n\n{schema.get('description', '')}\n"
    yield "| key | value | default | meaning |\n| --- | --- | --- | --- |"
    required = schema.get("required", [])
    for key, field in schema["properties"].items():
        default = "**required**" if key in required else _default(field)
        meaning = field.get("description", "") + _example(field)
        yield f"| `{key}` | {kind_of(field)} | {default} | {meaning} |"


def _default(field: dict[str, Any]) -> str:
    default = field.get("default")
    if isinstance(default, dict):
        return " ".join(f"`{key}: {value}`" for key, value in default.items())
    if field.get("pattern") == PATTERN and default == "0s":
        return "none"
    return "none" if default is None else f"`{default}`"


def _example(field: dict[str, Any]) -> str:
    examples = field.get("examples", [])
    return f" Example: `{json.dumps(examples[0], ensure_ascii=False)}`" if examples else ""


def _not_built() -> str:
    lines = [f"| `{'.'.join(part.path)}` | {part.instead} |" for part in NOT_BUILT]
    head = (
        "\n## Not in this version\n\n"
        "Refused with [P028](errors.md), never ignored (`*` is any entry).\n"
    )
    return "\n".join([head, "| key | instead |", "| --- | --- |", *lines, ""])
