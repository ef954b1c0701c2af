"""`data_visualization`: line, bar, area and pie charts.

Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
"""

from collections.abc import Iterator
from typing import Any

from muster.embedded.slack.blocks.kit import Check, each, number, one_of, shape, string, typed
from muster.embedded.slack.blocks.mistakes import Mistake
from muster.embedded.slack.blocks.texts import BLOCK_ID

WORD = string(20)
POINT = shape({"label": WORD, "value": number})
SERIES = shape({"name": WORD, "data": each(POINT, 20)})
AXES = shape(
    {"categories": each(WORD, 20)}, {"x_label": string(50, least=0), "y_label": string(50, least=0)}
)


def positive(value: Any, at: str) -> Iterator[Mistake]:
    """The size of a slice."""
    yield from number(value, at)
    if isinstance(value, int | float) and value <= 0:
        yield Mistake("bad_value", at, "must be greater than 0")


def series_fit(value: Any, at: str) -> Iterator[Mistake]:
    """Names of series differ, and each has exactly one point a category."""
    series, axes = value.get("series"), value.get("axis_config")
    if not isinstance(series, list) or not isinstance(axes, dict):
        return
    names = [one.get("name") for one in series if isinstance(one, dict)]
    if len(set(names)) < len(names):
        yield Mistake("bad_value", f"{at}/series", "names of series must differ")
    for index, one in enumerate(series):
        points = one.get("data") if isinstance(one, dict) else None
        labels = [point.get("label") for point in points or [] if isinstance(point, dict)]
        if sorted(map(str, labels)) != sorted(map(str, axes.get("categories") or [])):
            yield Mistake(
                "bad_value", f"{at}/series/{index}/data", "must have one point a category"
            )


def lines(kind: str) -> Check:
    """A chart with axes."""
    return shape(
        {"type": one_of(kind), "series": each(SERIES, 6), "axis_config": AXES}, rules=[series_fit]
    )


SLICE = shape({"label": WORD, "value": positive})
PIE = shape({"type": one_of("pie"), "segments": each(SLICE, 6)})
CHART = typed({"pie": PIE, **{kind: lines(kind) for kind in ("line", "bar", "area")}}, "a chart")
DATA_VISUALIZATION: Check = shape(
    {"type": one_of("data_visualization"), "title": string(50), "chart": CHART},
    {"block_id": BLOCK_ID},
)
