"""The JSON Schema that editors complete plans with."""

import json

from muster.model.schema import plan_schema


def text() -> str:
    """Return the schema file."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"
