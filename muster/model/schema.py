"""The JSON Schema of a plan file: for editors, for the reference page, and for hints."""

from functools import cache
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from muster.model.base import Model
from muster.model.durations import PATTERN, format_duration
from muster.model.plan import RecoveryPlan

SCHEMA_ID: Final = "https://muster.example/plan.schema.json"


class _InOrder(GenerateJsonSchema):
    """Keys in the order of the models: the order in which people write them."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Leave everything where it is."""
        del parent_key
        return value


@cache
def schema_of(model: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of the YAML form of `model`: keys as written, durations as text."""
    written: dict[str, Any] = _as_written(
        model.model_json_schema(by_alias=True, schema_generator=_InOrder)
    )
    return written


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file, with its `$id`."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": SCHEMA_ID}
    return head | schema_of(RecoveryPlan)


def _as_written(schema: Any) -> Any:
    """Return `schema` without what a plan file cannot hold: null, and seconds without a unit."""
    if isinstance(schema, list):
        return [_as_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    written = {key: _as_written(part) for key, part in schema.items() if not _is_noise(key, part)}
    if written.get("pattern") == PATTERN and "default" in written:
        written["default"] = format_duration(written["default"])
    return _without_null(written)


def _is_noise(key: str, part: Any) -> bool:
    is_title = key == "title" and isinstance(part, str)
    return is_title or (key == "default" and part in (None, [], {}))


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    branches = [branch for branch in schema.get("anyOf", []) if branch != {"type": "null"}]
    if not branches or len(branches) == len(schema["anyOf"]):
        return schema
    rest = {key: part for key, part in schema.items() if key != "anyOf"}
    return branches[0] | rest if len(branches) == 1 else rest | {"anyOf": branches}


def field_at(model: type[Model], path: tuple[int | str, ...]) -> dict[str, Any]:
    """Return the schema of the value at `path` of `model`'s YAML form, or nothing."""
    root = schema_of(model)
    found = root
    for part in path:
        found = _resolved(root, _below(_mapping_of(root, found), part))
    return found


def keys_at(model: type[Model], path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand in the mapping at `path`."""
    return list(_mapping_of(schema_of(model), field_at(model, path)).get("properties", {}))


def _mapping_of(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The branch with keys, where a word may stand for the whole."""
    branches = [_resolved(root, branch) for branch in schema.get("anyOf", [])]
    return next((branch for branch in branches if "properties" in branch), schema)


def _below(schema: dict[str, Any], part: int | str) -> dict[str, Any]:
    if isinstance(part, int):
        below = schema.get("items")
    else:
        below = schema.get("properties", {}).get(part, values_of(schema))
    return below if isinstance(below, dict) else {}


def values_of(schema: dict[str, Any]) -> Any:
    """Return the schema of the values of a mapping whose keys are free, or something else."""
    by_pattern = schema.get("patternProperties", {})
    return next(iter(by_pattern.values()), schema.get("additionalProperties"))


def _resolved(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a `$ref`; what stands beside it (description, examples) wins."""
    if "$ref" not in schema:
        return schema
    target = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return {**target, **{key: part for key, part in schema.items() if key != "$ref"}}
